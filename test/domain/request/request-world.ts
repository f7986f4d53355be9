import type { AuditEntry } from '../../../lambda/domain/audit/row.ts';
import { DomainError, type ErrorCode } from '../../../lambda/domain/errors.ts';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { ContactState } from '../../../lambda/domain/ports/contact.ts';
import type { LoadedCustomer } from '../../../lambda/domain/ports/customers.ts';
import type { IdempotentAnswer } from '../../../lambda/domain/ports/idempotency.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { CustomerRequest, RequestEntry } from '../../../lambda/domain/request/request.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';

interface Row {
  holds(): boolean;
  apply(): void;
}

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** What requests are decided on and read with, in memory: a transaction is whole or not at all. What is sealed tells its place. */
export function requestWorld(request: CustomerRequest, more: { readonly isHeld?: boolean } = {}) {
  let n = 0;
  let now = new Date('2026-11-20T03:00:00.000Z');
  const requests = new Map([[request.reference, request]]);
  const entries: RequestEntry[] = [];
  const kept: string[] = [];
  const audit: AuditEntry[] = [];
  const answers = new Map<string, IdempotentAnswer>();
  const { subjectId } = request;
  const contact = { customerId: subjectId, version: 1, isHeld: more.isHeld ?? false };
  const keyring = { subjectId };
  const loaded = {
    customer: { id: subjectId, blobs: { contact: new Uint8Array(1) } },
    keyring,
  } as unknown as LoadedCustomer;
  const row = (refusal: ErrorCode, holds: () => boolean, apply: () => void = () => {}): Write => ({
    refusal,
    refusalPath: [],
    item: { holds, apply } satisfies Row,
  });
  const place = (at: object) => JSON.stringify({ subjectId, ...at });
  const ports = {
    now: () => now,
    random: {
      id: () => `ID${String(++n).padStart(24, '0')}`,
      bytes: (length: number) => new Uint8Array(length),
    },
    settings: { referencePattern: /^SUP-\d+$/, clearReadsPerHour: 9, maskedReadsPerHour: 9 },
    log: { info() {}, warn() {}, error() {} },
    blindIndex: {
      ready: async () => ({ of: (_: string, v: string) => v, allOf: (_: string, v: string) => [v] }),
    },
    commit: async (writes: readonly Write[], told: readonly AuditEntry[]) => {
      for (const { item, refusal, refusalPath } of writes)
        if (!(item as Row).holds()) throw new DomainError(refusal, refusalPath);
      for (const { item } of writes) (item as Row).apply();
      audit.push(...told);
    },
    idempotency: {
      load: async (id: string) => answers.get(id),
      insert: (answer: IdempotentAnswer) =>
        row(
          'IDEMPOTENCY_KEY_REUSED',
          () => !answers.has(answer.id),
          () => answers.set(answer.id, answer),
        ),
    },
    sealing: {
      ready: async () => ({
        seal: (_: unknown, at: object, value: unknown) => text({ at: place(at), value }),
        open: (_: unknown, at: object, sealed: Uint8Array) => {
          const { at: sealedAt, value } = JSON.parse(new TextDecoder().decode(sealed));
          if (sealedAt !== place(at)) throw new DomainError('INTEGRITY_VIOLATION');
          return new Personal<unknown>(value);
        },
        openClassBlob: () => new Personal<unknown>({ name: 'a name', email: 'a@mail.example' }),
        revisionOf: () => 1,
      }),
      saveKeyring: () => undefined,
      loadKeyring: async () => keyring,
    },
    customers: {
      load: async (ids: readonly string[]) => ids.map((id) => (id === subjectId ? loaded : undefined)),
    },
    correspondents: {
      load: async (id: string) => (id === subjectId ? { id } : undefined),
      exists: (id: string) => row('STALE_REVISION', () => id === subjectId),
      keep: (id: string, until: Date) =>
        row(
          'STALE_REVISION',
          () => id === subjectId,
          () => kept.push(until.toISOString()),
        ),
    },
    contactStates: {
      load: async (id: string) => (id === subjectId ? { ...contact } : undefined),
      unchanged: ({ version }: ContactState) => row('STALE_REVISION', () => contact.version === version),
      unrestricted: () => row('PROCESSING_RESTRICTED', () => true),
    },
    counters: { add: () => row('READ_BUDGET_SPENT', () => true) },
    requests: {
      load: async (of: string, reference: string) => (of === subjectId ? requests.get(reference) : undefined),
      ofSubject: async (of: string) => (of === subjectId ? [...requests.values()] : []),
      replace: ({ reference, version }: CustomerRequest, after: CustomerRequest) =>
        row(
          'STALE_REVISION',
          () => requests.get(reference)?.version === version,
          () => requests.set(reference, after),
        ),
      insertEntry: (entry: RequestEntry) =>
        row(
          'STALE_REVISION',
          () => true,
          () => entries.push(entry),
        ),
    },
  } as unknown as Ports;
  return {
    ports,
    requests,
    entries,
    /** Until when the correspondent was said to be kept. */
    kept,
    audit,
    loaded,
    keyring,
    /** Words as they lie sealed. */
    sealed: (at: object, value: unknown) => text({ at: place(at), value }),
    request: () => requests.get(request.reference),
    hold(isHeld: boolean) {
      contact.isHeld = isHeld;
      contact.version += 1;
    },
    pass: (days: number) => {
      now = new Date(now.getTime() + days * 86_400_000);
    },
  };
}

export const quarantined = (changes: Partial<CustomerRequest> = {}): CustomerRequest => ({
  reference: 'REQ-0123456789',
  subjectId: 'CUSTOMER',
  kind: 'SUPPORT',
  channel: 'MAIL',
  state: 'QUARANTINED',
  language: 'vi',
  version: 1,
  openedAt: '2026-11-16T03:00:00.000Z',
  answerDueAt: '2026-11-18T03:00:00.000Z',
  answeredAt: undefined,
  closedAt: undefined,
  assignee: undefined,
  quarantine: { cause: 'ADDRESS_HELD', decision: undefined, decidedAt: undefined, decidedBy: undefined },
  ...changes,
});

export const employee = (changes: Partial<StaffViewer> = {}): StaffViewer => ({
  kind: 'staff',
  requestId: 'request',
  origin: { address: '192.0.2.1' },
  language: 'en',
  subject: 'an-employee',
  roles: ['support'],
  purpose: 'CUSTOMER_REQUEST',
  reference: 'REQ-0123456789',
  ...changes,
});
