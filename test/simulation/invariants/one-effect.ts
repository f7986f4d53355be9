import { localId } from '../actors/person.ts';
import type { Act, Reply } from '../client.ts';
import { isBrought } from './imports-once.ts';
import { type Invariant, type Left, rowsOf, text } from './left.ts';

/** Refusals that end by themselves, or as somebody else acts: the next answer may be another. */
const passing = new Set(['ADDRESS_HELD']);
const gone = new Set(['NOT_REGISTERED', 'NOT_FOUND']);

/** Ids behind the global ones in an answer. */
const idsIn = (reply: Reply | undefined): readonly string[] =>
  (reply?.text.match(/(?<="id":")[^"]+/g) ?? []).map(localId);

const record = (data: unknown): string => JSON.stringify(data);

/** A call that was asked again got the answer of the first time, and everything was done once. */
export const oneEffect: Invariant<Left> = (left) => {
  const { client, people } = left;
  const erased = new Set(rowsOf(left, 'ERASURE').map((row) => text(row, 'customerId')));
  const isOfErased = ({ by, answers: [first] }: Act) =>
    people.some(({ person, id }) => person === by && id !== undefined && erased.has(localId(id))) ||
    [...erased].some((id) => idsIn(first).some((one) => one.includes(id)));
  const different = client.acts.filter((act) => {
    const [first, ...rest] = act.answers.filter(({ codes }) => !codes.some((code) => passing.has(code)));
    // Whoever was erased meanwhile is not known any more, nor is what was made for them; and nothing is done again.
    const counts = rest.filter(
      ({ codes }) => !(isOfErased(act) && codes.length > 0 && codes.every((code) => gone.has(code))),
    );
    return first && counts.some(({ data }) => record(data) !== record(first.data));
  });
  const done = (name: string) =>
    client.acts.filter((act) => act.name === name && act.answers[0]?.codes.length === 0);
  const brought = left.imports.filter(isBrought).length;
  const requests = rowsOf(left, 'REQUEST').filter(
    (row) => text(row, 'channel') === 'PAGE' && text(row, 'requestKind') === 'SUPPORT',
  );
  const customers = rowsOf(left, 'CUSTOMER');
  const confirmations = rowsOf(left, 'MAIL').filter((row) => text(row, 'purpose') === 'PAYMENT_CONFIRMATION');
  const counts: [string, number, number][] =
    erased.size > 0
      ? []
      : [
          ['requests', done('openSupportRequest').length, requests.length],
          ['customers', people.filter(({ id }) => id !== undefined).length + brought, customers.length],
          ['notices', done('sendNotice').length, confirmations.length],
        ];
  const references = done('openSupportRequest').map(
    ({ answers }) => answers[0]?.data.openSupportRequest.request.reference,
  );
  return [
    ...different.map(
      ({ name, key, answers }) => `${name} ${key}: ${answers.map(({ text: one }) => one).join(' then ')}`,
    ),
    ...counts.flatMap(([what, asked, made]) =>
      asked === made ? [] : [`${asked} ${what} were made, ${made} there are`],
    ),
    ...(new Set(references).size === references.length ? [] : ['two requests have one reference']),
    ...people.flatMap(({ id }) => (id === undefined || localId(id) !== '' ? [] : ['a customer has no id'])),
  ];
};
