import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CampaignContent,
  changedCampaign,
  digestOfPlan,
} from '../../lambda/domain/campaign/campaign.ts';
import { announcementIdOf, campaignIdAt } from '../../lambda/domain/campaign/campaign-id.ts';
import { queuedMail } from '../../lambda/domain/mail/enqueue-mail.ts';
import type { CampaignStore } from '../../lambda/domain/ports/campaigns.ts';
import { createCampaignStore } from '../../lambda/store/campaigns.ts';
import { listShards, shardOf } from '../../lambda/store/customer-item.ts';
import { createCustomerStore } from '../../lambda/store/customers.ts';
import { campaignOf, recipient } from '../domain/campaign/memory-campaigns.ts';
import { randomCustomer } from './random-customers.ts';
import { startTables, type Tables } from './start-tables.ts';

const idOf = (n: number) =>
  campaignIdAt(new Date(Date.UTC(2026, 2, n)), { id: () => String(n).padStart(26, '0') });

describe('the store of campaigns', () => {
  let tables: Tables;
  let store: CampaignStore;
  beforeAll(async () => {
    tables = await startTables();
    store = createCampaignStore({ ...tables, now: () => new Date() });
  });
  afterAll(() => tables.stop());

  it('keeps a campaign as it is, replaces only what was read, and lists the newest first', async () => {
    const drafted = [1, 2, 3].map((n) =>
      campaignOf({ id: idOf(n), draftedAt: new Date(Date.UTC(2026, 2, n)).toISOString() }),
    );
    const announcement = campaignOf({
      id: announcementIdOf(2),
      purpose: 'POLICY_CHANGE',
      content: undefined,
      policyVersion: 2,
      startsAt: '2026-03-01T00:00:00.000Z',
      draftedAt: '2026-02-01T00:00:00.000Z',
    });
    for (const campaign of [...drafted, announcement]) await tables.commit(...store.insert(campaign));
    const [first] = drafted;
    if (!first) throw new Error('nothing was drafted');
    expect(await store.load(first.id)).toEqual(first);
    expect(await store.load(announcement.id)).toEqual(announcement);
    expect(await store.load('nobody')).toBeUndefined();
    await expect(tables.commit(...store.insert(first))).rejects.toThrow('STALE_REVISION');
    const paused = changedCampaign(first, { state: 'PAUSED' });
    await tables.commit(store.replace(first, paused));
    await expect(tables.commit(store.replace(first, paused))).rejects.toThrow('STALE_REVISION');
    await expect(tables.commit(store.running(first.id))).rejects.toThrow('WRONG_STATE');
    await tables.commit(store.running(announcement.id));

    const newest = await store.page(3, undefined);
    expect(newest.campaigns.map(({ campaign }) => campaign.id)).toEqual([idOf(3), idOf(2), idOf(1)]);
    expect(newest.hasNextPage).toBe(true);
    const rest = await store.page(3, newest.campaigns.at(-1)?.cursor);
    expect(rest.campaigns.map(({ campaign }) => campaign)).toEqual([announcement]);
    expect(rest.hasNextPage).toBe(false);
    await expect(store.page(3, 'CUS#x')).rejects.toThrow('INVALID_FORMAT');
  });

  it('reads no campaign whose words are not those that were approved', async () => {
    const campaign = campaignOf({ id: idOf(9) });
    await tables.commit(...store.insert(campaign));
    const content = { ...campaign.content, en: { ...campaign.content?.en, subject: 'Other' } };
    await tables.putOver({ pk: `CAMPAIGN#${campaign.id}`, sk: 'CAMPAIGN' }, { content });
    await expect(store.load(campaign.id)).rejects.toThrow('INTEGRITY_VIOLATION');
    // The digest altered with the words: it is no longer what was approved.
    const digest = digestOfPlan({ ...campaign, content: content as CampaignContent });
    for (const state of ['RUNNING', 'PAUSED', 'DONE']) {
      await tables.putOver({ pk: `CAMPAIGN#${campaign.id}`, sk: 'CAMPAIGN' }, { digest, state });
      await expect(store.load(campaign.id)).rejects.toThrow('INTEGRITY_VIOLATION');
    }
    const approval = { by: campaign.author, at: campaign.draftedAt, digest };
    await tables.putOver({ pk: `CAMPAIGN#${campaign.id}`, sk: 'CAMPAIGN' }, { approval });
    await expect(store.load(campaign.id)).rejects.toThrow('INTEGRITY_VIOLATION');
    // What was not started yet can be read, so that starting it says why it may not be.
    await tables.putOver({ pk: `CAMPAIGN#${campaign.id}`, sk: 'CAMPAIGN' }, { state: 'APPROVED' });
    expect(await store.load(campaign.id)).toMatchObject({ digest, state: 'APPROVED' });
  });

  it('walks each segment on once', async () => {
    const fresh = await store.segments('walk');
    expect(fresh.map(({ segment }) => segment)).toEqual(Array.from({ length: 16 }, (_, n) => n));
    const [, , , before] = fresh;
    if (!before) throw new Error('there is no such segment');
    const after = { ...before, version: 1, cursor: '2026-03#x', queued: 90, suppressed: { REFUSED: 6 } };
    await tables.commit(store.replaceSegment('walk', before, after));
    await expect(tables.commit(store.replaceSegment('walk', before, after))).rejects.toThrow(
      'STALE_REVISION',
    );
    expect((await store.segments('walk'))[3]).toEqual(after);
    const done = { ...after, version: 2, isDone: true };
    await tables.commit(store.replaceSegment('walk', after, done));
    await expect(tables.commit(store.replaceSegment('walk', after, done))).rejects.toThrow('STALE_REVISION');
    expect((await store.segments('walk'))[3]).toEqual(done);
  });

  it('counts what becomes of mails, over all shards', async () => {
    const draft = { language: 'vi', requestedBy: 'staff:a', requestId: 'r', template: 'CAMPAIGN' } as const;
    for (let n = 0; n < 40; n++) {
      const facts = { ...draft, id: `mail-${n}`, customerId: 'c', campaignId: 'counted' };
      const mail = queuedMail(facts, 'PROMOTIONS', new Date());
      await tables.commit(store.count(mail, 'QUEUED', 'SENDING'));
      if (n % 2 === 0) await tables.commit(store.count(mail, 'SENDING', 'SENT'));
      if (n % 4 === 1)
        await tables.commit(store.count({ ...mail, reason: 'REFUSED' }, 'SENDING', 'SUPPRESSED'));
      await tables.commit(store.count({ ...mail, reason: 'THROTTLED' }, 'QUEUED', 'QUEUED'));
    }
    expect(await store.counted('counted')).toEqual({
      states: { QUEUED: -40, SENDING: 10, SENT: 20, SUPPRESSED: 10 },
      reasons: { REFUSED: 10 },
    });
    const rows = await tables.items();
    expect(rows.filter(({ pk }) => pk?.S?.startsWith('CAMPAIGN#counted#')).length).toBeGreaterThan(8);
  });

  it('tells the customers of each segment once, with what the gate judges by, and passes over broken records', async () => {
    const customers = createCustomerStore(tables);
    const people = Array.from({ length: 300 }, () => randomCustomer());
    for (const { id, language } of people) {
      const { known } = recipient(id, { language });
      if (!known) throw new Error('nobody');
      await tables.commit(customers.insert({ ...randomCustomer(), id, language }));
      const pk = `CUS#${id}`;
      await tables.put({ pk, sk: 'CONSENTS', kind: 'CONSENT_STATE', customerId: id, ...known.consents });
      await tables.put({ pk, sk: 'CONTACT', kind: 'CONTACT_STATE', ...known.contact });
    }
    const [broken, bare, moved, lent] = people;
    if (!broken || !bare || !moved || !lent) throw new Error('nobody');
    await tables.putOver({ pk: `CUS#${broken.id}`, sk: 'CONSENTS' }, { choices: 'all' });
    await tables.remove({ pk: `CUS#${bare.id}`, sk: 'CONTACT' });
    await tables.putOver({ pk: `CUS#${moved.id}`, sk: 'CONTACT' }, { customerId: bare.id });
    await tables.putOver({ pk: `CUS#${lent.id}`, sk: 'CONSENTS' }, { customerId: bare.id });
    const unreadable = new Set([broken.id, bare.id, moved.id, lent.id]);

    const met: string[] = [];
    for (let segment = 0; segment < 16; segment++)
      for (let after: string | undefined, isLast = false; !isLast; ) {
        const page = await store.recipients(segment, after, 7);
        for (const { customerId, cursor, known } of page.recipients) {
          met.push(customerId);
          expect(shardOf(customerId)).toBe(listShards[segment]);
          after = cursor;
          if (unreadable.has(customerId)) expect(known).toBeUndefined();
          else expect(known).toEqual(recipient(customerId, { language: 'vi' }).known);
        }
        isLast = page.isLast;
      }
    expect(met.sort()).toEqual(people.map(({ id }) => id).sort());
  });

  it('reads a page in batches of 32 side by side', async () => {
    const rounds = tables.countRounds('BatchGetItemCommand');
    const before = tables.sent.length;
    const { recipients } = await store.recipients(0, undefined, 96);
    expect(recipients.length).toBeGreaterThan(0);
    const sent = tables.sent.slice(before);
    expect(sent.filter((name) => name === 'QueryCommand')).toHaveLength(1);
    expect(sent.filter((name) => name === 'BatchGetItemCommand')).toHaveLength(
      Math.ceil(recipients.length / 32),
    );
    expect(rounds()).toBe(1);
  });
});
