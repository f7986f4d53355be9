import { describe, expect, it } from 'vitest';
import { recordGuardianConsent } from '../../../lambda/domain/consent/record-guardian-consent.ts';
import { recordLegalBasis } from '../../../lambda/domain/consent/record-legal-basis.ts';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';

const at = '2026-01-01T00:00:00.000Z';
const words = { vi: 'x', en: 'x' };
const digest = { vi: '0'.repeat(64), en: '0'.repeat(64) };
const stated = { coveredByAgreement: false, advertising: false, wording: words };
const version = {
  version: 1,
  effectiveAt: at,
  publishedAt: at,
  digest,
  text: words,
  sensitiveNotice: words,
  purposes: [
    { ...stated, purpose: 'BILLING_NOTICE' },
    { ...stated, purpose: 'SURVEYS' },
  ],
};
const viewer = {
  kind: 'staff',
  subject: 's',
  language: 'vi',
  roles: [],
  requestId: 'r',
} as unknown as StaffViewer;

/** Ports whose keyring gets a new key by the first sealing; what is written, by name. */
function world() {
  const written: unknown[] = [];
  let sealed = 0;
  const row = (item: unknown) => ({ refusal: 'STALE_REVISION', refusalPath: [], item }) as const;
  const customer = {
    id: 'C',
    kind: 'INDIVIDUAL',
    state: 'ACTIVE',
    language: 'vi',
    version: 1,
    blobs: { identity: new Uint8Array() },
  };
  const state = {
    version: 1,
    acceptedVersion: 1,
    acceptedAt: at,
    choices: {},
    bases: {},
    needsGuardian: true,
  };
  const index = (_: string, value: string) => value;
  const ports = {
    now: () => new Date('2026-03-02T08:00:00.000Z'),
    random: { id: () => '0'.repeat(26), bytes: (length: number) => new Uint8Array(length) },
    blindIndex: {
      ready: async () => ({ of: index, allOf: (kind: string, value: string) => [index(kind, value)] }),
    },
    idempotency: { load: async () => undefined, insert: () => row('ANSWER') },
    customers: { load: async () => [{ customer, keyring: { subjectId: 'C' } }] },
    policies: { versions: async () => [version], versionsNow: async () => [version] },
    consents: {
      state: async () => state,
      insertFact: (_: string, { type }: { type: string }) => row(`FACT ${type}`),
      replaceState: () => row('STATE'),
    },
    contactStates: { load: async () => ({ customerId: 'C', version: 1 }), replace: () => row('CONTACT') },
    changes: { insert: () => row('CHANGE') },
    outbox: { insert: () => row('MAIL') },
    sealing: {
      ready: async () => ({
        seal: () => {
          sealed += 1;
          return new Uint8Array(1);
        },
        openClassBlob: () => new Personal({ dateOfBirth: '2015-01-01' }),
        revisionOf: () => 1,
      }),
      saveKeyring: () => (sealed > 0 ? row('KEYS') : undefined),
    },
    settings: { referencePattern: /^SUP-\d+$/ },
    commit: async (writes: readonly { item: unknown }[]) =>
      void written.push(...writes.map(({ item }) => item)),
  } as unknown as Ports;
  return { ports, written };
}
const call = { idempotencyKey: 'key-0123456789abcdef', customerId: 'C' };
const said = ['STATE', 'CONTACT', 'CHANGE', 'KEYS'];

describe('a key that evidence was sealed under is kept beside it', () => {
  it('of a legal basis', async () => {
    const { ports, written } = world();
    const input = { purpose: 'BILLING_NOTICE', basis: 'CONTRACT', proof: 'a contract' };
    await recordLegalBasis(ports, viewer, { ...call, input });
    expect(written).toEqual(['ANSWER', 'FACT LEGAL_BASIS', ...said]);
  });

  it('of what a guardian said; a refusal needs no notice and is confirmed', async () => {
    const guardian = { name: 'Trần Văn An', relation: 'FATHER' };
    const choice = { purpose: 'SURVEYS', channel: 'EMAIL' };
    const given = { guardian, proof: 'a birth certificate', ticket: 'SUP-1' };
    const shown = { version: 1, language: 'vi', digest: digest.vi };
    for (const [granted, notice, mails] of [
      [true, shown, []],
      [false, undefined, ['MAIL']],
    ] as const) {
      const { ports, written } = world();
      const input = { ...given, notice, consents: [{ ...choice, granted }] };
      await recordGuardianConsent(ports, viewer, { ...call, input });
      expect(written.toSorted()).toEqual(['ANSWER', 'FACT CONSENT', ...said, ...mails].toSorted());
    }
  });
});
