import { type Invariant, type Left, text, texts } from './left.ts';

/** Whoever was answered with values, or masks of them, has a row for it: of that view, with the customer and every field. */
export const revealsAudited: Invariant<Left> = ({ client, services }) => {
  const rows = Map.groupBy(
    services
      .rows('audit')
      .filter((row) => text(row, 'action') === 'READ' && text(row, 'outcome') === 'ALLOWED'),
    (row) => text(row, 'requestId'),
  );
  return client.reads.flatMap(({ requestId, customerId = '', view, fields }) => {
    const own = (rows.get(requestId) ?? []).filter(
      (row) => text(row, 'customerId') === customerId && text(row, 'view') === view,
    );
    const told = new Set(own.flatMap((row) => texts(row, 'fields')));
    const missing = fields.filter((field) => !told.has(field));
    return missing.length === 0 ? [] : [`${requestId}, ${view}: ${missing.join(', ')}`];
  });
};
