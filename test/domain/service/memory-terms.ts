import type { AuditEntry } from '../../../lambda/domain/audit/row.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { lookupRows } from '../../../lambda/domain/lookup.ts';
import type { Mail } from '../../../lambda/domain/mail/mail.ts';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { ContactState } from '../../../lambda/domain/ports/contact.ts';
import type { IdempotentAnswer } from '../../../lambda/domain/ports/idempotency.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { putServiceTerm } from '../../../lambda/domain/service/put-service-term.ts';
import type { TermNoticeDeps } from '../../../lambda/domain/service/queue-term-notice.ts';
import type { ServiceTerm } from '../../../lambda/domain/service/service-term.ts';
import type { ServiceViewer } from '../../../lambda/domain/viewer.ts';

export type TermPorts = Parameters<typeof putServiceTerm>[0] & TermNoticeDeps;

/** Where a crash strikes: at the nth call, before or after its effect; it takes every later call with it until `revive`. */
export interface Crash {
  readonly call: number;
  readonly when: 'before' | 'after';
}
export class Struck extends Error {}

interface Row {
  holds(): boolean;
  apply(): void;
}

/** Text that says what it was sealed for, so that it opens nowhere else. */
const seal = (at: object, value: unknown) => new TextEncoder().encode(JSON.stringify([at, value]));
const open = (at: object, sealed: Uint8Array) => {
  const [where, value] = JSON.parse(new TextDecoder().decode(sealed));
  if (JSON.stringify(where) !== JSON.stringify(at)) throw new DomainError('INTEGRITY_VIOLATION');
  return new Personal<unknown>(value);
};
const never = () => Promise.reject(new Error('not used'));

export const service: ServiceViewer = {
  kind: 'service',
  clientId: 'billing',
  scopes: ['services:write', 'mail:send'],
  requestId: 'REQUEST',
  origin: { address: '127.0.0.1' },
  language: 'en',
};

/** Terms, mails and one customer of number `1` in memory; a whole transaction or none; a clock that is told the time. */
export class MemoryTerms {
  now = new Date('2026-06-01T00:00:00.000Z');
  readonly terms = new Map<string, ServiceTerm>();
  readonly mails = new Map<string, Mail>();
  readonly answers = new Map<string, IdempotentAnswer>();
  readonly audit: AuditEntry[] = [];
  readonly logged: string[] = [];
  readonly parked: string[] = [];
  /** Versions of the index key in use, current first. */
  indexVersions: readonly [string, ...string[]] = ['1'];
  contact: ContactState = {
    customerId: 'CUSTOMER',
    version: 1,
    addressState: 'VERIFIED',
    emailIndexes: ['index'],
    verifiedAt: undefined,
    isHeld: false,
    isRestricted: false,
    advertisedAt: [],
    products: {},
  };
  calls = 0;
  crash: Crash | undefined;
  #dead: boolean = false;
  #ids = 0;

  revive(): void {
    this.#dead = false;
    this.crash = undefined;
  }
  pass(days: number): void {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
  }

  async #call<T>(effect: () => T): Promise<T> {
    await Promise.resolve();
    if (this.#dead) throw new Struck();
    this.calls += 1;
    const strikes = this.crash?.call === this.calls ? this.crash.when : undefined;
    if (strikes) this.#dead = true;
    if (strikes === 'before') throw new Struck();
    const result = effect();
    if (strikes === 'after') throw new Struck();
    return result;
  }
  #row(refusal: DomainError['code'], holds: () => boolean, apply: () => void): Write {
    return { refusal, refusalPath: [], item: { holds, apply } satisfies Row };
  }

  get #index() {
    const allOf = (kind: string, value: string) =>
      this.indexVersions.map((version) => `${version}:${kind}:${value}`) as [string, ...string[]];
    return { allOf, of: (kind: string, value: string) => allOf(kind, value)[0] };
  }

  readonly ports: TermPorts = {
    now: () => this.now,
    random: { id: () => String(++this.#ids).padStart(26, '0'), bytes: (length) => new Uint8Array(length) },
    commit: (writes, audit) =>
      this.#call(() => {
        for (const { item, refusal, refusalPath } of writes)
          if (!(item as Row).holds()) throw new DomainError(refusal, refusalPath);
        for (const { item } of writes) (item as Row).apply();
        this.audit.push(...audit);
      }),
    blindIndex: { ready: async () => this.#index },
    sealing: {
      newKeyring: (subjectId) => ({ subjectId }),
      loadKeyring: async (subjectId) => ({ subjectId }),
      ready: async () => ({
        seal: (_keyring, at, value) => seal(at, value),
        open: (_keyring, at, sealed) => open(at, sealed),
        sealClassBlob: () => ({ sealed: new Uint8Array(), revision: 1 }),
        openClassBlob: () => new Personal<unknown>({}),
        revisionOf: () => 1,
      }),
      saveKeyring: () => undefined,
    },
    references: {
      find: async (indexes) => {
        const known = indexes.filter((index) => index.endsWith(':reference:crm 1'));
        const [first, ...more] = known;
        if (first === undefined) return [];
        // Vouched for under the version that the index was made under.
        return lookupRows(this.#index, 'REFERENCE', [first, ...more], 'CUSTOMER');
      },
      ofCustomer: never,
      insert: () => [],
    },
    customers: {
      load: (ids) =>
        this.#call(() =>
          ids.map((id) => ({
            keyring: { subjectId: id },
            customer: {
              ...{ id, kind: 'INDIVIDUAL', state: 'ACTIVE', addressState: 'VERIFIED', language: 'vi' },
              ...{ registeredAt: '2026-01-01T00:00:00.000Z', version: 1, blobs: {} },
            } as const,
          })),
        ),
      heads: never,
      record: never,
      page: never,
      insert: () =>
        this.#row(
          'STALE_REVISION',
          () => false,
          () => {},
        ),
      replace: () =>
        this.#row(
          'STALE_REVISION',
          () => false,
          () => {},
        ),
      countOn: () =>
        this.#row(
          'STALE_REVISION',
          () => false,
          () => {},
        ),
    },
    contactStates: {
      load: () => this.#call(() => this.contact),
      insert: () =>
        this.#row(
          'STALE_REVISION',
          () => false,
          () => {},
        ),
      replace: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => this.contact.version === before.version,
          () => {
            this.contact = after;
          },
        ),
      due: () => Promise.reject(new Error('not used')),
      park: async () => {},
      unchanged: (state) =>
        this.#row(
          'STALE_REVISION',
          () => this.contact.version === state.version,
          () => {},
        ),
      unrestricted: () =>
        this.#row(
          'PROCESSING_RESTRICTED',
          () => !this.contact.isRestricted,
          () => {},
        ),
    },
    consents: {
      state: async () =>
        ({
          ...{
            version: 1,
            acceptedVersion: 1,
            acceptedAt: '2026-01-01T00:00:00.000Z',
            acceptedManner: 'EXPLICIT',
          },
          ...{ choices: {}, bases: {}, needsGuardian: false },
        }) as never,
      history: never,
      page: never,
      insertFact: () =>
        this.#row(
          'STALE_REVISION',
          () => false,
          () => {},
        ),
      replaceState: () =>
        this.#row(
          'STALE_REVISION',
          () => false,
          () => {},
        ),
    },
    policies: { versions: async () => [policy], versionsNow: async () => [policy], insert: never as never },
    serviceTerms: {
      load: (customerId, id) => this.#call(() => this.#whole(this.terms.get(`${customerId}/${id}`))),
      ofCustomer: () => this.#call(() => [...this.terms.values()]),
      put: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => this.terms.get(`${after.customerId}/${after.id}`)?.version === before?.version,
          () => this.terms.set(`${after.customerId}/${after.id}`, after),
        ),
      due: (shard, until, first) =>
        this.#call(() =>
          [...this.terms.values()]
            .filter(({ id, nextNotice }) => shard === 0 && nextNotice && !this.parked.includes(id))
            .filter(({ nextNotice }) => (nextNotice?.dueAt ?? '') <= until.toISOString())
            .map(({ customerId, id }) => ({ customerId, termId: id }))
            .slice(0, first),
        ),
      park: (_customerId, id) => this.#call(() => void this.parked.push(id)),
    },
    outbox: {
      ofCustomer: never,
      load: (_customerId, mailId) => this.#call(() => this.mails.get(mailId)),
      insert: (mail) =>
        this.#row(
          'STALE_REVISION',
          () => !this.mails.has(mail.id),
          () => this.mails.set(mail.id, mail),
        ),
      replace: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => this.mails.get(before.id)?.state === before.state,
          () => this.mails.set(after.id, after),
        ),
      due: never,
      park: never,
    },
    idempotency: {
      load: (id) => this.#call(() => this.answers.get(id)),
      insert: (answer) =>
        this.#row(
          'IDEMPOTENCY_KEY_REUSED',
          () => !this.answers.has(answer.id),
          () => this.answers.set(answer.id, answer),
        ),
    },
    log: {
      info: () => {},
      warn: (event) => void this.logged.push(event),
      error: (event) => void this.logged.push(event),
    },
  };

  #whole(term: ServiceTerm | undefined): ServiceTerm | undefined {
    if (term?.product === 'BROKEN') throw new DomainError('INTEGRITY_VIOLATION');
    return term;
  }
}

const wording = { vi: 'x', en: 'x' };
const policy = {
  version: 1,
  effectiveAt: '2026-01-01T00:00:00.000Z',
  purposes: ['SERVICE_EXTENSION', 'PAYMENT_CONFIRMATION', 'SERVICE_NOTICE'].map((purpose) => ({
    ...{ purpose, coveredByAgreement: true, advertising: false, wording },
  })),
} as unknown as Awaited<ReturnType<Ports['policies']['versions']>>[number];
