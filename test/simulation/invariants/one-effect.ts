import { localId } from '../actors/person.ts';
import type { Act, Reply } from '../client.ts';
import { isBrought } from './imports-once.ts';
import { erasedIn, type Invariant, type Left, rowsOf, text } from './left.ts';

/** Refusals that end by themselves, or as somebody else acts: the next answer may be another. */
const passing = new Set(['ADDRESS_HELD']);
const unknown = new Set(['NOT_REGISTERED', 'NOT_FOUND']);

/** Ids behind the global ones in an answer. */
const idsIn = (reply: Reply | undefined): readonly string[] =>
  (reply?.text.match(/(?<="id":")[^"]+/g) ?? []).map(localId);

const record = (data: unknown): string => JSON.stringify(data);

/** A call that was asked again got the answer of the first time, and everything was done once. */
export const oneEffect: Invariant<Left> = (left) => {
  const { client, people } = left;
  const erased = erasedIn(left);
  const isOfErased = ({ by, answers: [first] }: Act) =>
    people.some(({ person, id }) => person === by && id !== undefined && erased.has(localId(id))) ||
    [...erased].some((id) => idsIn(first).some((one) => one.includes(id)));
  const different = client.acts.filter((act) => {
    const [first, ...rest] = act.answers.filter(({ codes }) => !codes.some((code) => passing.has(code)));
    // Whoever was erased meanwhile is not known any more, nor is what was made for them; and nothing is done again.
    const counts = rest.filter(
      ({ codes }) => !(isOfErased(act) && codes.length > 0 && codes.every((code) => unknown.has(code))),
    );
    return first && counts.some(({ data }) => record(data) !== record(first.data));
  });
  const done = (name: string) =>
    client.acts.filter((act) => act.name === name && act.answers[0]?.codes.length === 0);
  // Of whoever was erased meanwhile neither what was made nor what is there counts.
  const gone = people.filter(({ id }) => id !== undefined && erased.has(localId(id)));
  const registered = people.filter(({ id }) => id !== undefined);
  const ids = new Set(registered.map(({ id = '' }) => localId(id)));
  const brought = left.imports.filter(isBrought).length - [...erased].filter((id) => !ids.has(id)).length;
  const written = done('openSupportRequest').filter(({ by }) => !gone.some(({ person }) => person === by));
  const sent = done('sendNotice').filter(
    ({ input }) => !gone.some(({ number }) => number === input.customer.number),
  );
  const requests = rowsOf(left, 'REQUEST').filter(
    (row) =>
      text(row, 'channel') === 'PAGE' &&
      text(row, 'requestKind') === 'SUPPORT' &&
      !erased.has(text(row, 'subjectId')),
  );
  const customers = rowsOf(left, 'CUSTOMER').filter((row) => !erased.has(text(row, 'id')));
  const confirmations = rowsOf(left, 'MAIL').filter(
    (row) => text(row, 'purpose') === 'PAYMENT_CONFIRMATION' && !erased.has(text(row, 'customerId')),
  );
  const counts: [string, number, number][] = [
    ['requests', written.length, requests.length],
    ['customers', registered.length - gone.length + brought, customers.length],
    ['notices', sent.length, confirmations.length],
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
