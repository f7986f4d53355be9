import { localId } from '../actors/person.ts';
import { type Invariant, rowsOf, text } from './left.ts';

const record = (data: unknown): string => JSON.stringify(data);

/** A call that was asked again got the answer of the first time, and everything was done once. */
export const oneEffect: Invariant = (left) => {
  const { client } = left;
  const different = client.acts.filter(
    ({ answers: [first, ...rest] }) => first && rest.some(({ data }) => record(data) !== record(first.data)),
  );
  const erased = new Set(rowsOf(left, 'ERASURE').map((row) => text(row, 'customerId')));
  const done = (name: string) =>
    client.acts.filter((act) => act.name === name && act.answers[0]?.codes.length === 0);
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
          ['customers', left.people.filter(({ id }) => id !== undefined).length, customers.length],
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
    ...left.people.flatMap(({ id }) =>
      id === undefined || localId(id) !== '' ? [] : ['a customer has no id'],
    ),
  ];
};
