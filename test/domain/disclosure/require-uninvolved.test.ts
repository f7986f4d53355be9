import { expect, test } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { requireUninvolved } from '../../../lambda/domain/disclosure/require-uninvolved.ts';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';

/** Customers by address: who owns it, who only gave it. */
interface Addresses {
  readonly owners?: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, readonly string[]>>;
}
const asked: string[] = [];
function judge(address: string, { owners = {}, claims = {} }: Addresses, named: readonly string[]) {
  const emails = {
    owner: async ([index = '']: readonly string[]) => {
      asked.push(index);
      return owners[index];
    },
    claimants: async ([index = '']: readonly string[]) => (claims[index] ?? []).slice(0, limits.pageSize),
    isClaimedByAny: async ([index = '']: readonly string[], ids: readonly string[]) =>
      ids.some((id) => claims[index]?.includes(id)),
  };
  const blindIndex = { ready: async () => ({ allOf: (_: string, value: string) => [value] }) };
  const viewer = { verifiedEmail: new Personal(address) } as StaffViewer;
  return requireUninvolved({ emails, blindIndex } as unknown as Ports, viewer, named);
}

test('P6.5: the address, and it without its tag, each owned or only given, are looked up; whoever is somebody else may', async () => {
  const involved: readonly (readonly [string, Addresses])[] = [
    ['A.B@x.vn', { owners: { 'a.b@x.vn': 'me' } }],
    ['a+t@x.vn', { owners: { 'a+t@x.vn': 'other', 'a@x.vn': 'me' } }],
    ['a+t+u@x.vn', { claims: { 'a@x.vn': ['other', 'me'] } }],
    ['a+t@x.vn', { claims: { 'a+t@x.vn': ['me'] } }],
  ];
  for (const [address, known] of involved) {
    await expect(judge(address, known, ['you', 'me'])).rejects.toThrow('INVOLVED');
    await judge(address, known, ['you']);
  }
  await judge('+t@x.vn', { owners: { '@x.vn': 'me' } }, ['me']);
});

test('P6.5: nobody hides behind claims that others made to the own address, nor is kept from work by them', async () => {
  const crowd = Array.from({ length: limits.pageSize + 1 }, (_, n) => `other${n}`);
  const known = { claims: { 'a@x.vn': [...crowd, 'me'] } };
  await expect(judge('a@x.vn', known, ['me'])).rejects.toThrow('INVOLVED');
  await judge('a@x.vn', known, ['you']);
});

test('P6.2: an order of a thousand costs no more look-ups than one of one', async () => {
  asked.length = 0;
  await judge(
    'a+t@x.vn',
    {},
    Array.from({ length: limits.disclosureSubjects }, (_, n) => `c${n}`),
  );
  expect(asked).toEqual(['a+t@x.vn', 'a@x.vn']);
});
