import { systemEntryOf } from '../../../lambda/domain/audit/entry.ts';
import type { AuditEntry } from '../../../lambda/domain/audit/row.ts';
import type { Campaign } from '../../../lambda/domain/campaign/campaign.ts';
import type { ConsentFact, ConsentState } from '../../../lambda/domain/consent/fact.ts';
import type { EmailChange } from '../../../lambda/domain/contact/email-change.ts';
import type { Signals } from '../../../lambda/domain/contact/email-hold.ts';
import { refusalReadings, refuse } from '../../../lambda/domain/contact/refuse.ts';
import type { FieldQuality } from '../../../lambda/domain/correction/quality.ts';
import type { Customer } from '../../../lambda/domain/customer/customer.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { enqueueMail, type MailDraft, queuedMail } from '../../../lambda/domain/mail/enqueue-mail.ts';
import type { Mail } from '../../../lambda/domain/mail/mail.ts';
import { mailIdAt } from '../../../lambda/domain/mail/mail-id.ts';
import type { PullMailsDeps } from '../../../lambda/domain/mail/pull-mails.ts';
import type { MailTemplate } from '../../../lambda/domain/mail/templates.ts';
import { Personal, uncover } from '../../../lambda/domain/pii.ts';
import type { PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import type { IndexValues } from '../../../lambda/domain/ports/blind-index.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { ContactState } from '../../../lambda/domain/ports/contact.ts';
import type { LinkToken } from '../../../lambda/domain/ports/link-tokens.ts';
import type { ReadySealing } from '../../../lambda/domain/ports/sealing.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { MarketingPurpose } from '../../../lambda/domain/purposes.ts';
import type { Correspondent, CorrespondentDetails } from '../../../lambda/domain/request/correspondent.ts';
import { reread } from '../../../lambda/domain/reread.ts';

/** Where a fault strikes: at the nth call, before or after its effect; a crash takes every later call with it. */
export interface Fault {
  readonly call: number;
  readonly when: 'before' | 'after';
  readonly kind: 'throw' | 'crash';
}

export class Struck extends Error {}

interface Row {
  holds(): boolean;
  apply(): void;
}

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const value = (sealed: Uint8Array) => new Personal<unknown>(JSON.parse(new TextDecoder().decode(sealed)));

/** Tables in memory, a transaction that is whole or not at all, a clock that is told the time, and faults at any call. */
export class MemoryWorld {
  now = new Date('2026-03-02T08:00:00.000Z');
  mails = new Map<string, Mail>();
  contactStates = new Map<string, ContactState>();
  customers = new Map<string, Customer>();
  counts = new Map<string, number>();
  consents = new Map<string, ConsentState>();
  policyVersions: readonly PolicyVersion[] = [];
  campaigns = new Map<string, Campaign>();
  campaignCounts = new Map<string, number>();
  /** `customer/version`: how the notice was handed out. */
  notices = new Map<string, string>();
  changes: string[] = [];
  facts: ConsentFact[] = [];
  owners = new Map<string, string>();
  claims = new Set<string>();
  tokens = new Map<string, LinkToken>();
  emailChanges = new Map<string, EmailChange>();
  signals = new Map<string, Signals>();
  /** How right the fields of customers are. */
  quality: FieldQuality[] = [];
  pastChanges: EmailChange[] = [];
  correspondents = new Map<string, Correspondent>();
  /** Key of a thread: the request it belongs to. */
  threads = new Map<string, string>();
  /** Shard of the due index by mail; 0 unless said. */
  shards = new Map<string, number>();
  logged: string[] = [];
  audit: AuditEntry[] = [];
  sent: { mailId: string; template: MailTemplate; to: string; state: string }[] = [];
  /** Customers whose addresses nobody looks after any more. */
  parked: string[] = [];
  calls = 0;
  faults: Fault[] = [];
  /** Told of every call as it begins: what others do meanwhile. */
  atCall: ((n: number) => void | Promise<void>) | undefined;
  /** What SES answers instead of taking the mail. */
  answer: (() => never) | undefined;
  #dead: boolean = false;
  /** Somebody else acts: their calls are not counted, and not struck. */
  #aside = 0;
  #ids = 0;

  revive(): void {
    this.#dead = false;
    this.faults = [];
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  async #call<T>(effect: () => T): Promise<T> {
    await Promise.resolve();
    if (this.#aside > 0) return effect();
    if (this.#dead) throw new Struck();
    this.calls += 1;
    const { calls } = this;
    await this.atCall?.(calls);
    const fault = this.faults.find(({ call }) => call === calls);
    if (fault?.kind === 'crash') this.#dead = true;
    if (fault?.when === 'before') throw new Struck();
    const result = effect();
    if (fault?.when === 'after') throw new Struck();
    return result;
  }

  #row(refusal: DomainError['code'], holds: () => boolean, apply: () => void = () => {}): Write {
    return { refusal, refusalPath: [], item: { holds, apply } satisfies Row };
  }

  /** A customer with a contact blob. */
  add(
    id: string,
    email: string,
    emailIndexes: IndexValues,
    addressState: 'UNVERIFIED' | 'VERIFIED' = 'UNVERIFIED',
  ) {
    this.customers.set(id, {
      id,
      kind: 'INDIVIDUAL',
      state: 'ACTIVE',
      addressState,
      language: 'vi',
      registeredAt: this.now.toISOString(),
      version: 1,
      blobs: { contact: bytes({ name: 'Ánh', email }) },
    });
    const verifiedAt = addressState === 'VERIFIED' ? this.now.toISOString() : undefined;
    this.contactStates.set(id, {
      customerId: id,
      version: 1,
      addressState,
      emailIndexes,
      verifiedAt,
      isHeld: false,
      isRestricted: false,
      advertisedAt: [],
      products: {},
    });
    for (const index of emailIndexes)
      if (addressState === 'VERIFIED') this.owners.set(index, id);
      else this.claims.add(`${index}/${id}`);
  }

  /** Somebody who wrote without being a customer. */
  addCorrespondent(id: string, details: CorrespondentDetails): void {
    const createdAt = this.now.toISOString();
    const keptUntil = new Date(this.now.getTime() + 90 * 86_400_000).toISOString();
    this.correspondents.set(id, { id, language: 'en', createdAt, keptUntil, sealedDetails: bytes(details) });
  }

  /** Queues any mail, to a customer or a correspondent. */
  queueFilled(subjectId: string, filled: MailDraft['filled']): Mail {
    const draft = { language: 'en', filled, requestedBy: 'staff:s', requestId: 'request' } as const;
    const { mail } = enqueueMail(this.ports, sealing, { subjectId }, draft);
    this.mails.set(keyOf(mail), mail);
    return mail;
  }

  /** Queues a verification, as registering does. */
  queue(customerId: string): Mail {
    const draft = {
      language: 'vi',
      filled: {
        template: 'EMAIL_VERIFICATION',
        variables: { link: 'https://links.example/links/verify-email/x', hours: 48 },
      },
      requestedBy: `customer:${customerId}`,
      requestId: 'request',
    } as const;
    const { mail } = enqueueMail(this.ports, sealing, { subjectId: customerId }, draft);
    this.mails.set(keyOf(mail), mail);
    return mail;
  }

  /** A version of the policy in which every marketing purpose is advertising but surveys. */
  publish(): void {
    const wording = { vi: 'x', en: 'x' };
    const purposes = (['PROMOTIONS', 'NEW_PRODUCTS', 'SURVEYS', 'SERVICE_NOTICE'] as const).map(
      (purpose) => ({
        purpose,
        coveredByAgreement: purpose === 'SERVICE_NOTICE',
        advertising: purpose === 'PROMOTIONS' || purpose === 'NEW_PRODUCTS',
        wording,
      }),
    );
    const at = '2026-01-01T00:00:00.000Z';
    const digest = { vi: 'd', en: 'd' };
    const content = { text: wording, purposes, sensitiveNotice: wording };
    this.policyVersions = [{ version: 1, effectiveAt: at, publishedAt: at, digest, ...content }];
  }

  /** What the customer chose for a marketing purpose by mail, without a bump of the contact state. */
  choose(customerId: string, purpose: MarketingPurpose, granted: boolean): void {
    const at = this.now.toISOString();
    const before = this.consents.get(customerId) ?? {
      version: 0,
      acceptedVersion: 1,
      acceptedAt: at,
      acceptedManner: 'EXPLICIT' as const,
      choices: {},
      bases: {},
      needsGuardian: false,
    };
    const choice = { granted, policyVersion: 1, at, factId: 'F' };
    this.consents.set(customerId, {
      ...before,
      version: before.version + 1,
      choices: { ...before.choices, [`${purpose}:EMAIL`]: choice },
    });
  }

  /** A refusal by somebody else meanwhile, as it is written. @param committed told at the very instant that it counts */
  async refuse(customerId: string, purpose: MarketingPurpose, committed = () => {}): Promise<void> {
    this.#aside += 1;
    try {
      await reread(refusalReadings, async () => {
        const entry = systemEntryOf('links', 'request', { action: 'REFUSE_BY_LINK', customerId });
        const actor = `customer:${customerId}`;
        const said = { purposes: [purpose], channels: ['EMAIL'], path: 'LINK', actor } as const;
        const plan = await refuse(this.ports, { customerId, ...said, requestId: 'request', entry });
        await this.ports.commit([...plan.writes, this.#row('STALE_REVISION', () => true, committed)], []);
      });
    } finally {
      this.#aside -= 1;
    }
  }

  /** A running campaign with one mail queued. */
  campaign(id: string, purpose: MarketingPurpose = 'PROMOTIONS'): Campaign {
    const words = { subject: 'Tin', heading: 'Chào {{name}}', paragraphs: ['...'] };
    const made = {
      id,
      name: 'x',
      purpose,
      audience: {},
      content: { vi: words, en: words },
      policyVersion: undefined,
      startsAt: undefined,
      state: 'RUNNING',
      version: 1,
      author: 'a',
      draftedAt: this.now.toISOString(),
      digest: 'd',
      testedAt: undefined,
      countJobId: undefined,
      approval: undefined,
      startedAt: undefined,
      finishedAt: undefined,
    } as const;
    this.campaigns.set(id, made);
    return made;
  }

  queueOf(campaign: Campaign, customerId: string): Mail {
    const isPolicy = campaign.purpose === 'POLICY_CHANGE';
    const draft = {
      id: mailIdAt(this.now, this.ports.random),
      customerId,
      template: isPolicy ? 'POLICY_CHANGE' : 'CAMPAIGN',
      campaignId: campaign.id,
      language: 'vi',
      requestedBy: 'system:jobs',
      requestId: 'request',
    } as const;
    const advertising = ['PROMOTIONS', 'NEW_PRODUCTS'].includes(campaign.purpose);
    const mail = { ...queuedMail(draft, campaign.purpose, this.now), advertising };
    this.mails.set(keyOf(mail), mail);
    this.#count(mail, undefined, mail.state);
    return mail;
  }

  /** Mails of a campaign by state, as its counters have them. */
  counted(campaignId: string): Readonly<Record<string, number>> {
    const counts = [...this.campaignCounts].filter(
      ([key, count]) => key.startsWith(`${campaignId}/`) && count,
    );
    return Object.fromEntries(counts.map(([key, count]) => [key.slice(campaignId.length + 1), count]));
  }

  #count(mail: Mail, from: string | undefined, to: string): void {
    const add = (state: string, by: number) => {
      const key = `${mail.campaignId}/${state}`;
      this.campaignCounts.set(key, (this.campaignCounts.get(key) ?? 0) + by);
    };
    if (from !== undefined) add(from, -1);
    add(to, 1);
  }

  find(customerId: string, mailId: string): Mail | undefined {
    return this.mails.get(`${customerId}/${mailId}`);
  }

  readonly ports: PullMailsDeps &
    Pick<Ports, 'tokens' | 'erasures' | 'settings' | 'changes' | 'signals' | 'fieldQuality'> = {
    pause: async (milliseconds) => {
      // Who waits side by side waits at the same time.
      const until = this.now.getTime() + milliseconds;
      await Promise.resolve();
      this.now = new Date(Math.max(this.now.getTime(), until));
    },
    consents: only<Ports['consents']>({
      state: (customerId) => this.#call(() => this.consents.get(customerId)),
      insertFact: (_, fact) =>
        this.#row(
          'STALE_REVISION',
          () => true,
          () => this.facts.push(fact),
        ),
      replaceState: (customerId, before, after) =>
        this.#row(
          'STALE_REVISION',
          () => this.consents.get(customerId)?.version === before?.version,
          () => this.consents.set(customerId, after),
        ),
    }),
    policies: only<Ports['policies']>({
      versions: async () => this.policyVersions,
      versionsNow: async () => this.policyVersions,
    }),
    campaigns: only<Ports['campaigns']>({
      load: (id) => this.#call(() => this.campaigns.get(id)),
      running: (id) => this.#row('WRONG_STATE', () => this.campaigns.get(id)?.state === 'RUNNING'),
      count: (mail, from, to) =>
        this.#row(
          'STALE_REVISION',
          () => true,
          () => this.#count(mail, from, to),
        ),
    }),
    notices: only<Ports['notices']>({
      handOut: (customerId, { version, by }) =>
        this.#row(
          'STALE_REVISION',
          () => true,
          () => this.notices.set(`${customerId}/${version}`, by),
        ),
    }),
    erasures: only<Ports['erasures']>({ load: () => this.#call(() => undefined) }),
    correspondents: only<Ports['correspondents']>({
      load: (id) => this.#call(() => this.correspondents.get(id)),
      exists: (id) => this.#row('STALE_REVISION', () => this.correspondents.has(id)),
    }),
    threads: only<Ports['threads']>({
      put: (keys, { subjectId, reference }) =>
        keys.map((key) =>
          this.#row(
            'STALE_REVISION',
            () => true,
            () => this.threads.set(key, `${subjectId} ${reference}`),
          ),
        ),
    }),
    fieldQuality: {
      ofCustomer: (customerId) =>
        this.#call(() => this.quality.filter((one) => one.customerId === customerId)),
      put: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => before === undefined || this.quality.includes(before),
          () => {
            this.quality = [...this.quality.filter((one) => one !== before), after];
          },
        ),
      waiting: () => Promise.reject(new Error('nobody asks')),
    },
    signals: {
      load: (customerId) => this.#call(() => this.signals.get(customerId)),
      put: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => this.signals.get(after.customerId)?.version === before?.version,
          () => this.signals.set(after.customerId, after),
        ),
    },
    changes: only<Ports['changes']>({
      insert: ({ kind, customerId }) =>
        this.#row(
          'STALE_REVISION',
          () => true,
          () => this.changes.push(`${kind} ${customerId}`),
        ),
    }),
    refusalTokens: {
      ready: async () => ({
        tokenOf: (customerId, purpose) => `${customerId}.${purpose}`,
        read: () => undefined,
      }),
    },
    now: () => this.now,
    random: {
      id: () => String(++this.#ids).padStart(26, '0'),
      bytes: (length) => new Uint8Array(length).fill(this.#ids),
    },
    commit: (writes, audit) =>
      this.#call(() => {
        for (const write of writes)
          if (!(write.item as Row).holds()) throw new DomainError(write.refusal, write.refusalPath);
        for (const write of writes) (write.item as Row).apply();
        this.audit.push(...audit);
      }),
    outbox: only<Ports['outbox']>({
      load: (customerId, mailId) => this.#call(() => this.find(customerId, mailId)),
      insert: (mail) =>
        this.#row(
          'STALE_REVISION',
          () => !this.mails.has(keyOf(mail)),
          () => this.mails.set(keyOf(mail), mail),
        ),
      replace: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => {
            const found = this.mails.get(keyOf(before));
            return (
              found?.state === before.state &&
              found.attempt === before.attempt &&
              found.leaseUntil === before.leaseUntil
            );
          },
          () => this.mails.set(keyOf(after), after),
        ),
      due: (lane, shard, until, first) =>
        this.#call(() => {
          const mails = [...this.mails.values()]
            .sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))
            .filter((mail) => mail.lane === lane && (this.shards.get(mail.id) ?? 0) === shard)
            .filter(({ dueAt }) => dueAt !== undefined && dueAt <= until.toISOString())
            .map(({ customerId, id, dueAt = '' }) => ({ customerId, mailId: id, dueAt }));
          return { mails: mails.slice(0, first), unreadable: 0 };
        }),
      park: (customerId, mailId, reason) =>
        this.#call(() => {
          const found = this.find(customerId, mailId);
          if (found) this.mails.set(keyOf(found), { ...found, state: 'FAILED', dueAt: undefined, reason });
        }),
    }),
    contactStates: {
      load: (customerId) => this.#call(() => this.contactStates.get(customerId)),
      insert: (state) =>
        this.#row(
          'STALE_REVISION',
          () => true,
          () => this.contactStates.set(state.customerId, state),
        ),
      replace: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => this.contactStates.get(before.customerId)?.version === before.version,
          () => this.contactStates.set(after.customerId, after),
        ),
      unchanged: (state) =>
        this.#row(
          'STALE_REVISION',
          () => this.contactStates.get(state.customerId)?.version === state.version,
        ),
      unrestricted: (customerId) =>
        this.#row('PROCESSING_RESTRICTED', () => this.contactStates.get(customerId)?.isRestricted === false),
      due: () => Promise.reject(new Error('not used')),
      park: (customerId) => this.#call(() => void this.parked.push(customerId)),
    },
    customers: {
      load: (ids) =>
        this.#call(() =>
          ids.map((id) => {
            const customer = this.customers.get(id);
            return customer && { customer, keyring: { subjectId: id } };
          }),
        ),
      heads: () => Promise.reject(new Error('not used')),
      record: (id) => this.#call(() => this.customers.get(id)),
      page: () => Promise.reject(new Error('not used')),
      insert: () => this.#row('STALE_REVISION', () => false),
      replace: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => this.customers.get(before.id)?.version === before.version,
          () => this.customers.set(after.id, after),
        ),
      countOn: () => this.#row('STALE_REVISION', () => false),
    },
    counters: {
      // The refusal is the counter's own when its limit is spent.
      add: (counter, amount, refusal) =>
        this.#row(
          refusal,
          () => (this.counts.get(counter.key) ?? 0) + amount <= counter.limit,
          () => this.counts.set(counter.key, (this.counts.get(counter.key) ?? 0) + amount),
        ),
      take: () => Promise.reject(new Error('nothing is taken outside a transaction')),
    },
    emails: {
      owner: (indexes) =>
        this.#call(() => indexes.map((index) => this.owners.get(index)).find((id) => id !== undefined)),
      claimants: (indexes) =>
        this.#call(() =>
          [...this.claims].flatMap((claim) => {
            const [index = '', id = ''] = claim.split('/');
            return indexes.includes(index) ? [id] : [];
          }),
        ),
      isClaimedByAny: (indexes, ids) =>
        this.#call(() => indexes.some((index) => ids.some((id) => this.claims.has(`${index}/${id}`)))),
      insertClaim: (indexes, id) =>
        indexes.map((index) =>
          this.#row(
            'STALE_REVISION',
            () => true,
            () => this.claims.add(`${index}/${id}`),
          ),
        ),
      insertOwner: (indexes, id) =>
        indexes.map((index) =>
          this.#row(
            'LINK_INVALID',
            () => (this.owners.get(index) ?? id) === id,
            () => this.owners.set(index, id),
          ),
        ),
      deleteClaim: (indexes, id) =>
        indexes.map((index) =>
          this.#row(
            'STALE_REVISION',
            () => true,
            () => this.claims.delete(`${index}/${id}`),
          ),
        ),
      deleteOwner: (indexes, id) =>
        indexes.map((index) =>
          this.#row(
            'STALE_REVISION',
            () => (this.owners.get(index) ?? id) === id,
            () => this.owners.delete(index),
          ),
        ),
      notAnothers: (indexes, id) =>
        indexes.map((index) => this.#row('STALE_REVISION', () => (this.owners.get(index) ?? id) === id)),
    },
    emailChanges: {
      load: (customerId) => this.#call(() => this.emailChanges.get(customerId)),
      insert: (before, replaced, change) => [
        this.#row(
          'STALE_REVISION',
          () => this.emailChanges.get(change.customerId)?.version === before?.version,
          () => {
            if (replaced) this.pastChanges.push(replaced);
            this.emailChanges.set(change.customerId, change);
          },
        ),
      ],
      replace: (before, after) =>
        this.#row(
          'STALE_REVISION',
          () => isSame(this.emailChanges.get(before.customerId), before),
          () => this.emailChanges.set(after.customerId, after),
        ),
      unchanged: (change) =>
        this.#row('STALE_REVISION', () => isSame(this.emailChanges.get(change.customerId), change)),
      due: (_shard, until) =>
        this.#call(() =>
          [...this.emailChanges.values()]
            .filter(({ dueAt }) => dueAt !== undefined && dueAt <= until.toISOString())
            .map(({ customerId }) => customerId),
        ),
      park: (customerId) =>
        this.#call(() => {
          const found = this.emailChanges.get(customerId);
          if (found) this.emailChanges.set(customerId, { ...found, dueAt: undefined });
        }),
    },
    tokens: {
      load: (id) => this.#call(() => this.tokens.get(id)),
      insert: (token) =>
        this.#row(
          'STALE_REVISION',
          () => true,
          () => this.tokens.set(token.id, token),
        ),
      use: (token, at) =>
        this.#row(
          'LINK_USED',
          () => {
            const found = this.tokens.get(token.id);
            return found?.usedAt === undefined && found?.attempts === token.attempts;
          },
          () => this.tokens.set(token.id, { ...token, usedAt: at.toISOString() }),
        ),
      countAttempt: (id) =>
        this.#call(() => {
          const found = this.tokens.get(id);
          if (found) this.tokens.set(id, { ...found, attempts: found.attempts + 1 });
        }),
    },
    sealing: {
      newKeyring: (subjectId) => ({ subjectId }),
      loadKeyring: async (subjectId) => ({ subjectId }),
      ready: () => this.#call(() => sealing),
      saveKeyring: () => undefined,
    },
    composeMail: (letter) => this.#call(() => bytes([letter.mail.template])),
    mailTransport: {
      send: ({ to, customerId, mailId }) =>
        this.#call(() => {
          this.answer?.();
          const mail = customerId === undefined ? undefined : this.find(customerId, mailId);
          if (!mail) throw new Error('a mail that is not in the outbox');
          this.sent.push({ mailId, template: mail.template, to: uncover(to), state: mail.state });
          return `ses-${this.sent.length}`;
        }),
    },
    log: {
      info: () => {},
      warn: (event) => void this.logged.push(event),
      error: (event) => void this.logged.push(event),
    },
    settings: only<Ports['settings']>({
      linksUrl: 'https://links.example',
      referencePattern: /^x$/,
      clearReadsPerHour: 1,
      maskedReadsPerHour: 1,
      registrationsPerHour: 1,
      mailsPerSecond: 10,
    }),
  };
}

/** What is used of a port; the rest is not there. */
const only = <T>(part: Partial<T>): T => part as T;

const isSame = (found: EmailChange | undefined, { id, version }: EmailChange) =>
  found?.id === id && found.version === version;

const keyOf = (mail: Mail) => `${mail.customerId}/${mail.id}`;

const sealing: ReadySealing = {
  seal: (_keyring, _at, plain) => bytes(plain),
  open: (_keyring, _at, sealed) => value(sealed),
  sealClassBlob: (_keyring, _class, plain) => ({ sealed: bytes(plain), revision: 1 }),
  openClassBlob: (_keyring, _class, sealed) => value(sealed),
  revisionOf: () => 1,
};
