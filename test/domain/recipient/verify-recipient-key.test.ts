import { expect, it } from 'vitest';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { Recipient } from '../../../lambda/domain/recipient/recipient.ts';
import { verifyRecipientKey } from '../../../lambda/domain/recipient/verify-recipient-key.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const id = `rec-${'0'.repeat(26)}`;
const key = { thumbprint: 'T1', expiresAt: undefined } as unknown as NonNullable<Recipient['key']>;
const registered = {
  id,
  delivery: 'KEY',
  key,
  state: 'REGISTERED',
  version: 4,
  registeredBy: 'a',
} as Recipient;

/** A recipient, and what is said of its key by an employee; what was written and what was audited. */
function world(changes: Partial<Recipient> = {}) {
  const made = { writes: [] as unknown[], audit: [] as unknown[] };
  const before = { ...registered, ...changes };
  const deps = {
    now: () => now,
    blindIndex: {
      ready: async () => ({
        of: (_: string, text: string) => text,
        allOf: (_: string, text: string) => [text],
      }),
    },
    idempotency: { load: async () => undefined, insert: () => ({ item: 'answer' }) },
    recipients: {
      load: async (asked: string) => (asked === id ? before : undefined),
      put: (one: unknown, other: unknown) => [{ item: [one, other] }],
    },
    commit: async (writes: readonly Write[], audit: readonly unknown[]) => {
      made.writes.push(...writes.map(({ item }) => item as unknown).filter((item) => item !== 'answer'));
      made.audit.push(...audit);
    },
  } as unknown as Parameters<typeof verifyRecipientKey>[0];
  const verify = (thumbprint: string | undefined, subject = 'b', recipientId = id) =>
    verifyRecipientKey(
      deps,
      { kind: 'staff', subject, roles: ['legal'], requestId: 'R1' } as unknown as StaffViewer,
      {
        idempotencyKey: 'key-000001',
        recipientId,
        thumbprint,
        channel: 'PHONE' as never,
      },
    );
  return { made, before, verify };
}
const expiring = (milliseconds: number) => ({
  key: { ...key, expiresAt: new Date(now.getTime() + milliseconds).toISOString() },
});

it('is verified by another person, by its thumbprint over a second channel, and the trail tells of it', async () => {
  for (const changes of [{}, expiring(1)]) {
    const { made, before, verify } = world(changes);
    expect(await verify('T1')).toEqual({ recipientId: id });
    const verified = { verifiedAt: now.toISOString(), verifiedBy: 'b', verifiedOver: 'PHONE' };
    expect(made.writes).toEqual([[before, { ...before, ...verified, state: 'VERIFIED', version: 5 }]]);
    expect(made.audit).toMatchObject([
      { action: 'VERIFY_RECIPIENT', reference: id, actor: { id: 'staff:b' } },
    ]);
  }
});

it('is not verified by who registered it, twice, by another key’s thumbprint, without one, or once it has expired', async () => {
  const refused: readonly (readonly [string, string, Partial<Recipient>, (string | undefined)?, string?])[] =
    [
      ['SAME_PERSON', 'recipientId', {}, 'T1', 'a'],
      ['WRONG_STATE', 'recipientId', { state: 'VERIFIED' }],
      ['WRONG_STATE', 'recipientId', { state: 'REVOKED' }],
      ['KEY_NOT_ACCEPTED', 'recipientId', { key: undefined }, undefined],
      ['KEY_DIFFERS', 'thumbprint', {}, 'T2'],
      ['RECIPIENT_NOT_VERIFIED', 'recipientId', expiring(0)],
      ['RECIPIENT_NOT_VERIFIED', 'recipientId', expiring(-1)],
    ];
  for (const [code, path, changes, thumbprint = 'T1', subject = 'b'] of refused) {
    const { made, verify } = world(changes);
    await expect(verify(thumbprint, subject), code).rejects.toMatchObject({
      issues: [{ code, path: [path] }],
    });
    expect(made.writes).toEqual([]);
  }
  await expect(world().verify(undefined)).rejects.toMatchObject({
    issues: [{ code: 'REQUIRED', path: ['thumbprint'] }],
  });
  await expect(world().verify('T1', 'b', 'rec-x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('without a key, which gets its packages otherwise, is verified itself; a thumbprint is then another key’s', async () => {
  const keyless = { key: undefined, delivery: 'PASSPHRASE' } as unknown as Partial<Recipient>;
  expect(await world(keyless).verify(undefined)).toEqual({ recipientId: id });
  await expect(world(keyless).verify('T1')).rejects.toMatchObject({ code: 'KEY_DIFFERS' });
});
