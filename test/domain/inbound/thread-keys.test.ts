import { expect, it } from 'vitest';
import { sentThreadKey, threadKeysOf } from '../../../lambda/domain/inbound/thread-keys.ts';

const index = { allOf: (kind: string, value: string) => [`${kind}1:${value}`, `${kind}2:${value}`] as const };
const sesId = '010001abcdef0123-1b9c5c4e-5a0b-4b7a-9f5e-2f1d3c4b5a69-000000';

it('what SES took is found by the id that SES answered, in whichever region', () => {
  for (const domain of ['email.amazonses.com', 'ap-southeast-1.amazonses.com', 'Email.AmazonSES.com'])
    expect(threadKeysOf(index, `${sesId}@${domain}`)).toEqual([sentThreadKey(sesId)]);
});

it('any other message id is of its sender’s making, and stands nowhere in the clear', () => {
  for (const messageId of [
    `${sesId}@mail.example`,
    `${sesId}@evilamazonses.com`,
    `${sesId}@email.amazonses.com.evil.example`,
    `ses:${sesId}`,
    `nguyen van anh@email.amazonses.com`,
    `a.person@mail.example@email.amazonses.com`,
    `${'a'.repeat(121)}@email.amazonses.com`,
  ])
    expect(threadKeysOf(index, messageId)).toEqual([`messageId1:${messageId}`, `messageId2:${messageId}`]);
});
