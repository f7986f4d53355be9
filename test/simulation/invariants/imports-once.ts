import type { ImportedRow } from '../actors/importer.ts';
import { changesInOrder, type Invariant, type Left, text } from './left.ts';

/** Whether the customer of a row is there, or was. */
export const isBrought = ({ outcomes }: ImportedRow): boolean =>
  outcomes.some((one) => one === 'IMPORTED' || one === 'ALREADY');

/**
 * However often a file is run, and wherever a run broke: each of its rows became one customer at most, with one row in the trail, and a run that came through
 * left none out. Whoever had everything erased does not come back by it (D356 5(4)).
 */
export const importsOnce: Invariant<Left> = (left) => {
  const changes = changesInOrder(left);
  const rows = changes.filter(
    ({ table, after }) => table === 'audit' && text(after, 'action') === 'IMPORT_CUSTOMER',
  );
  const made = new Set(rows.map(({ after }) => text(after, 'customerId')));
  const customers = changes.filter(
    ({ before, after }) => !before && text(after, 'kind') === 'CUSTOMER' && made.has(text(after, 'id')),
  );
  const brought = left.imports.filter(isBrought).length;
  return [
    ...(rows.length === brought && customers.length === brought
      ? []
      : [
          `${brought} rows were brought, as ${customers.length} customers, of which ${rows.length} rows tell`,
        ]),
    ...left.imports.flatMap(({ outcomes, goneAfter }) => {
      const twice = outcomes.filter((one) => one === 'IMPORTED').length > 1;
      const different = outcomes.slice(0, goneAfter).includes('DIFFERENT');
      const after = goneAfter === undefined ? [] : outcomes.slice(goneAfter);
      const back = after.filter((one) => /^(IMPORTED|ALREADY)$/.test(one));
      return [
        ...(twice ? ['a row was brought twice'] : []),
        ...(different ? ['a row was taken for another'] : []),
        ...back.map((one) => `whoever was erased came back: ${one}`),
      ];
    }),
  ];
};
