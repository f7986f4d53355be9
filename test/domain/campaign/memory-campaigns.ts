import { type Campaign, digestOfPlan } from '../../../lambda/domain/campaign/campaign.ts';
import { campaignIdAt } from '../../../lambda/domain/campaign/campaign-id.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import type { Job } from '../../../lambda/domain/jobs/job.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import type { Mail } from '../../../lambda/domain/mail/mail.ts';
import type { PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import type {
  CampaignRecipient,
  CampaignSegment,
  CampaignStore,
} from '../../../lambda/domain/ports/campaigns.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { JobStore } from '../../../lambda/domain/ports/jobs.ts';
import type { OutboxStore } from '../../../lambda/domain/ports/mails.ts';
import type { PolicyStore } from '../../../lambda/domain/ports/policies.ts';

/** A call that breaks: nothing of it is done, or all of it and nobody is told. */
export interface Fault {
  readonly call: number;
  readonly when: 'before' | 'after';
}
export class Struck extends Error {}

export const segmentCount = 16;
const unused = () => {
  throw new Error('not used here');
};

/** Campaigns, their recipients and their mails in memory; a transaction that is whole or not at all; a fault at any call. */
export class MemoryCampaigns {
  now = new Date('2026-03-02T08:00:00.000Z');
  campaign: Campaign = campaignOf({});
  recipients: CampaignRecipient[][] = Array.from({ length: segmentCount }, () => []);
  segments = new Map<number, CampaignSegment>();
  mails = new Map<string, Mail>();
  /** The job that sends, if there is one. */
  puller: Job | undefined;
  /** Rows of each transaction that went through. */
  committed: number[] = [];
  counts: Record<string, number> = {};
  calls = 0;
  fault: Fault | undefined;
  versions: readonly PolicyVersion[] = [version];
  /** Runs while a page is being read. */
  meanwhile: () => void = () => {};

  async #call<T>(effect: () => T): Promise<T> {
    await Promise.resolve();
    this.calls += 1;
    const struck = this.fault?.call === this.calls ? this.fault.when : undefined;
    if (struck === 'before') throw new Struck();
    const result = effect();
    if (struck === 'after') throw new Struck();
    return result;
  }

  #row(refusal: 'STALE_REVISION' | 'WRONG_STATE', holds: () => boolean, apply: () => void = () => {}): Write {
    return { refusal, refusalPath: [], item: { holds, apply } };
  }

  #puller(before: Job | undefined, after: Job): Write {
    return this.#row(
      'STALE_REVISION',
      () => this.puller?.version === before?.version,
      () => {
        this.puller = after;
      },
    );
  }

  readonly store: CampaignStore = {
    load: (id) => this.#call(() => (id === this.campaign.id ? this.campaign : undefined)),
    page: unused,
    insert: unused,
    replace: (before, after) =>
      this.#row(
        'STALE_REVISION',
        () => this.campaign.version === before.version,
        () => {
          this.campaign = after;
        },
      ),
    running: () => this.#row('WRONG_STATE', () => this.campaign.state === 'RUNNING'),
    recipients: (segment, after, first) =>
      this.#call(() => {
        this.meanwhile();
        const all = this.recipients[segment] ?? [];
        const from = after === undefined ? 0 : all.findIndex(({ cursor }) => cursor === after) + 1;
        return { recipients: all.slice(from, from + first), isLast: from + first >= all.length };
      }),
    segments: () =>
      this.#call(() => Array.from({ length: segmentCount }, (_, n) => this.segments.get(n) ?? fresh(n))),
    replaceSegment: (_, before, after) =>
      this.#row(
        'STALE_REVISION',
        () => (this.segments.get(before.segment)?.version ?? 0) === before.version,
        () => this.segments.set(after.segment, after),
      ),
    count: unused,
    counted: () => this.#call(() => ({ states: this.counts, reasons: {} })),
  };

  get deps() {
    const jobs: Pick<JobStore, 'load' | 'insert' | 'replace'> = {
      load: () => this.#call(() => this.puller),
      insert: (job) => [this.#puller(undefined, job)],
      replace: (before, after) => this.#puller(before, after),
    };
    const outbox: Pick<OutboxStore, 'insert' | 'due'> = {
      due: (_, shard, until, first) =>
        this.#call(() => {
          const due = [...this.mails.values()].filter(
            ({ state, dueAt }) => state === 'QUEUED' && dueAt !== undefined && new Date(dueAt) <= until,
          );
          const mails = due.map(({ id, customerId, dueAt = '' }) => ({ customerId, mailId: id, dueAt }));
          return { mails: shard === 3 ? mails.slice(0, first) : [], unreadable: 0 };
        }),
      insert: (mail) =>
        this.#row(
          'STALE_REVISION',
          () => !this.mails.has(mail.id),
          () => this.mails.set(mail.id, mail),
        ),
    };
    const policies: Pick<PolicyStore, 'versions'> = { versions: () => this.#call(() => this.versions) };
    return {
      campaigns: this.store,
      jobs: jobs as JobStore,
      outbox: outbox as OutboxStore,
      policies: policies as PolicyStore,
      now: () => this.now,
      log: { info() {}, warn() {}, error() {} },
      commit: (writes: readonly Write[]) =>
        this.#call(() => {
          const rows = writes.map(({ refusal, item }) => ({
            refusal,
            ...(item as { holds(): boolean; apply(): void }),
          }));
          for (const { refusal, holds } of rows) if (!holds()) throw new DomainError(refusal);
          for (const { apply } of rows) apply();
          this.committed.push(rows.length);
        }),
    };
  }

  /** What was queued has been sent. */
  sendAll(): void {
    const queued = [...this.mails.values()].filter(({ state }) => state === 'QUEUED').length;
    this.counts = { QUEUED: -queued, SENT: queued };
  }

  job() {
    const report = { campaignId: this.campaign.id };
    return newJob({ id: 'job', type: 'RUN_CAMPAIGN', requestedBy: 'author', report }, this.now);
  }
}

const fresh = (segment: number): CampaignSegment => ({
  segment,
  version: 0,
  cursor: undefined,
  isDone: false,
  queued: 0,
  suppressed: {},
  unreadable: 0,
});

const wording = { vi: 'có', en: 'yes' };
export const version: PolicyVersion = {
  version: 1,
  effectiveAt: '2026-01-01T00:00:00.000Z',
  publishedAt: '2026-01-01T00:00:00.000Z',
  digest: wording,
  text: wording,
  sensitiveNotice: wording,
  purposes: [{ purpose: 'PROMOTIONS', coveredByAgreement: false, advertising: true, wording }],
};

const words = { subject: 'Tin', heading: 'Chào {{name}}', paragraphs: ['Một.'] };
export function campaignOf(changes: Partial<Campaign>): Campaign {
  const plan = {
    purpose: 'PROMOTIONS',
    audience: {},
    content: { vi: words, en: words },
    policyVersion: undefined,
    startsAt: undefined,
  } as const;
  const drafted = '2026-03-01T08:00:00.000Z';
  const campaign: Campaign = {
    ...plan,
    id: campaignIdAt(new Date(drafted), { id: () => '0'.repeat(26) }),
    name: 'spring',
    state: 'RUNNING',
    version: 3,
    author: 'author',
    draftedAt: drafted,
    digest: digestOfPlan(plan),
    testedAt: drafted,
    countJobId: undefined,
    approval: { by: 'other', at: drafted, digest: digestOfPlan(plan) },
    startedAt: '2026-03-02T07:00:00.000Z',
    finishedAt: undefined,
    ...changes,
  };
  const digest = digestOfPlan(campaign);
  return { ...campaign, digest, approval: campaign.approval && { ...campaign.approval, digest } };
}

/** A customer who said yes or no to promotions. */
export function recipient(
  id: string,
  how: {
    granted?: boolean;
    language?: 'vi' | 'en';
    products?: Readonly<Record<string, string>>;
    acceptedVersion?: number;
    addressState?: 'VERIFIED' | 'BOUNCING';
    advertisedAt?: readonly string[];
  } = {},
): CampaignRecipient {
  const at = '2026-02-01T00:00:00.000Z';
  const { granted = true, language = 'vi', products = {}, acceptedVersion = 1 } = how;
  return {
    customerId: id,
    cursor: id,
    known: {
      customer: { id, language, state: 'ACTIVE' },
      consents: {
        version: 1,
        acceptedVersion,
        acceptedAt: at,
        acceptedManner: 'EXPLICIT',
        choices: { 'PROMOTIONS:EMAIL': { granted, policyVersion: 1, at, factId: 'f' } },
        bases: {},
        needsGuardian: false,
      },
      contact: {
        customerId: id,
        version: 1,
        addressState: how.addressState ?? 'VERIFIED',
        emailIndexes: [id],
        verifiedAt: at,
        isHeld: false,
        isRestricted: false,
        advertisedAt: how.advertisedAt ?? [],
        products,
      },
    },
  };
}
