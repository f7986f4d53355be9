import { localId } from '../actors/person.ts';
import { type Invariant, type Left, text, texts } from './left.ts';

/** Whoever was answered with values has a row for it, with the customer and every field. */
export const revealsAudited: Invariant<Left> = ({ client, services }) => {
  const rows = services.rows('audit').filter((row) => text(row, 'outcome') === 'ALLOWED');
  return client.reads.flatMap(({ requestId, customerId, fields }) => {
    const own = rows.filter(
      (row) => text(row, 'requestId') === requestId && text(row, 'customerId') === localId(customerId),
    );
    const told = new Set(own.flatMap((row) => texts(row, 'fields')));
    const missing = fields.filter((field) => !told.has(field));
    return missing.length === 0 ? [] : [`${requestId}: ${missing.join(', ')}`];
  });
};
