import { expect, test } from 'vitest';
import { isOwnAddress, reachedBy } from '../../../lambda/domain/inbound/mailboxes.ts';

const mailboxes = {
  refusal: 'refuse@cloudfly.example',
  support: 'support@mail.cloudfly.example',
  sender: 'no-reply@cloudfly.example',
};
const nothing = { mailbox: 'SUPPORT', token: undefined, threadReference: undefined };
const reference = 'REQ-0123456789';

test.each([
  [['support@mail.cloudfly.example'], nothing],
  [['no-reply@cloudfly.example'], nothing],
  [['whoever@cloudfly.example'], nothing],
  [['no address', '', '@', 'a@b@c'], nothing],
  [[`support+${reference.toLowerCase()}@mail.cloudfly.example`], { ...nothing, threadReference: reference }],
  [[`Support+${reference}@MAIL.cloudfly.example`], { ...nothing, threadReference: reference }],
  [[`support+${reference}x@mail.cloudfly.example`], nothing],
  [[`support+${reference}@elsewhere.example`], nothing],
  [['refuse@cloudfly.example'], { ...nothing, mailbox: 'REFUSAL' }],
  [['refuse+aB_c-1@cloudfly.example'], { ...nothing, mailbox: 'REFUSAL', token: 'aB_c-1' }],
  [['refuse+aB@elsewhere.example'], nothing],
  [
    [...Array(1000).fill('x@y.example'), `support+${reference}@mail.cloudfly.example`],
    { ...nothing, threadReference: reference },
  ],
  [
    ['support@mail.cloudfly.example', 'refuse@cloudfly.example', 'refuse+t@cloudfly.example'],
    { ...nothing, mailbox: 'REFUSAL', token: 't' },
  ],
])('P2.6 P3.4: %o', (recipients, reached) => {
  expect(reachedBy(mailboxes, recipients)).toEqual(reached);
});

test('our own addresses are known whatever stands behind their names', () => {
  expect(
    ['No-Reply@cloudfly.example', 'refuse+x@cloudfly.example', 'support@mail.cloudfly.example'].map((one) =>
      isOwnAddress(mailboxes, one),
    ),
  ).toEqual([true, true, true]);
  expect(
    ['no-reply@cloudfly.vn', 'an@cloudfly.example', ''].some((one) => isOwnAddress(mailboxes, one)),
  ).toBe(false);
});
