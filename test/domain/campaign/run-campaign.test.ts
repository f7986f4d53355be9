import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { countAudience } from '../../../lambda/domain/campaign/count-audience.ts';
import { progressOf } from '../../../lambda/domain/campaign/progress.ts';
import { runCampaign } from '../../../lambda/domain/campaign/run-campaign.ts';
import type { JobStep } from '../../../lambda/domain/jobs/work-on-job.ts';
import { campaignOf, MemoryCampaigns, recipient, Struck, segmentCount, version } from './memory-campaigns.ts';

const small = { outstanding: 1_000_000, page: 5 };

async function runToEnd(world: MemoryCampaigns, pace = small): Promise<JobStep | undefined> {
  let last: JobStep | undefined;
  for await (const step of runCampaign(world.deps, world.job(), pace)) last = step;
  return last;
}

/** Sixteen segments of so many customers, every third of whom refused. */
function filled(perSegment: number): MemoryCampaigns {
  const world = new MemoryCampaigns();
  world.recipients = Array.from({ length: segmentCount }, (_, segment) =>
    Array.from({ length: perSegment }, (_, n) =>
      recipient(`${String(segment).padStart(2, '0')}-${n}`, { granted: n % 3 !== 2 }),
    ),
  );
  return world;
}
const everyone = (world: MemoryCampaigns) => world.recipients.flat().map(({ customerId }) => customerId);
const mailed = (world: MemoryCampaigns) => [...world.mails.values()].map(({ customerId }) => customerId);

/** One row for each, and numbers that say the same as the rows. */
function expectWhole(world: MemoryCampaigns): void {
  expect(mailed(world).sort()).toEqual(everyone(world).sort());
  const rows = [...world.mails.values()];
  const queued = rows.filter(({ state }) => state === 'QUEUED').length;
  const progress = progressOf([...world.segments.values()], { states: {}, reasons: {} });
  expect(progress.states).toEqual({ QUEUED: queued, SUPPRESSED: rows.length - queued });
  expect(progress.reasons).toEqual({ REFUSED: rows.length - queued });
  expect(progress.isWalked).toBe(true);
}

it('makes one mail for each, keeps the refused ones suppressed, and rests while mails wait', async () => {
  const world = filled(7);
  const last = await runToEnd(world);
  expectWhole(world);
  expect(last).toMatchObject({ isDone: false, resumeAt: '2026-03-02T08:01:00.000Z' });
  const mail = [...world.mails.values()][0];
  expect(mail).toMatchObject({ lane: 'marketing', campaignId: world.campaign.id, advertising: true });
  expect(mail?.sealedVariables ?? mail?.openVariables).toBeUndefined();
  world.sendAll();
  expect(await runToEnd(world)).toMatchObject({ isDone: true });
  expect(world.campaign).toMatchObject({ state: 'DONE', finishedAt: world.now.toISOString() });
});

it('killed at every call, before or after it took effect, repeats nothing and skips nobody', async () => {
  const kept = filled(7);
  await runToEnd(kept);
  const ids = new Set(kept.mails.keys());
  expect(kept.calls).toBeGreaterThan(50);
  for (let call = 1; call <= kept.calls; call++)
    for (const when of ['before', 'after'] as const) {
      const world = filled(7);
      world.fault = { call, when };
      await expect(runToEnd(world)).rejects.toThrow(Struck);
      await runToEnd(world);
      expect(new Set(world.mails.keys())).toEqual(ids);
      expectWhole(world);
    }
}, 60_000);

it('of workers at once, however they take turns, nobody writes twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, workers) => {
      const world = filled(6);
      const { commit, ...deps } = world.deps;
      const slow = { ...deps, commit: scheduler.scheduleFunction(commit) };
      const work = async () => {
        for await (const _ of runCampaign(slow, world.job(), small));
      };
      const all = Promise.all(Array.from({ length: workers }, work));
      await scheduler.waitFor(all);
      expectWhole(world);
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('stopped or paused while a page is being made, writes nothing of that page', async () => {
  for (const state of ['STOPPED', 'PAUSED'] as const) {
    const world = filled(30);
    let pages = 0;
    world.meanwhile = () => {
      pages += 1;
      if (pages === 3) world.campaign = { ...world.campaign, state };
    };
    expect(await runToEnd(world)).toMatchObject({ isDone: true });
    expect(world.mails.size).toBe(10);
    world.campaign = { ...world.campaign, state: 'RUNNING' };
    await runToEnd(world);
    expectWhole(world);
  }
});

it('keeps no more mails waiting than it may, and goes on as they go out', async () => {
  const world = filled(30);
  const pace = { outstanding: 42, page: 5 };
  for (let rounds = 0; world.campaign.state === 'RUNNING'; rounds++) {
    if (rounds > 40) throw new Error('it does not come to an end');
    const before = [...world.mails.values()].filter(({ state }) => state === 'QUEUED').length;
    await runToEnd(world, pace);
    const after = [...world.mails.values()].filter(({ state }) => state === 'QUEUED').length;
    expect(after - before).toBeLessThanOrEqual(pace.outstanding);
    world.sendAll();
  }
  expectWhole(world);
});

it('has what it made sent before it rests, by one puller, and by none when nothing is due', async () => {
  const world = filled(7);
  await runToEnd(world);
  expect(world.puller).toMatchObject({ type: 'PULL_MAILS', state: 'QUEUED', version: 1 });
  await runToEnd(world);
  expect(world.puller?.version).toBe(1);
  if (world.puller) world.puller = { ...world.puller, state: 'DONE' };
  await runToEnd(world);
  expect(world.puller).toMatchObject({ state: 'QUEUED', version: 2 });

  const full = filled(30);
  await runToEnd(full, { outstanding: 42, page: 5 });
  expect([full.puller?.type, full.campaign.state]).toEqual(['PULL_MAILS', 'RUNNING']);

  const postponed = filled(0);
  const advertisedAt = [1, 2, 3].map((n) => new Date(postponed.now.getTime() - n * 3_600_000).toISOString());
  postponed.recipients[0] = [recipient('full', { advertisedAt })];
  expect(await runToEnd(postponed)).toMatchObject({ isDone: false });
  expect([postponed.mails.size, postponed.puller]).toEqual([1, undefined]);
});

it('fills pages over customers whom it is not meant for', async () => {
  const world = filled(0);
  world.campaign = campaignOf({ audience: { languages: ['en'], products: ['vps'] } });
  const until = '2026-12-01T00:00:00.000Z';
  const kinds = [
    { language: 'en', products: { vps: until } },
    { language: 'en', products: { vps: '2026-01-01T00:00:00.000Z' } },
    { language: 'vi', products: { vps: until } },
    { language: 'en', products: { domain: until } },
  ] as const;
  world.recipients[0] = Array.from({ length: 400 }, (_, n) => recipient(`c${n}`, kinds[n % 4]));
  await runToEnd(world, { outstanding: 1000, page: 50 });
  expect(mailed(world)).toEqual(Array.from({ length: 100 }, (_, n) => `c${n * 4}`));
  // The segment's row and the campaign's stand beside the mails; 95 in 100 places are filled.
  expect(world.committed.find((rows) => rows > 2)).toBeGreaterThanOrEqual(2 + 47);
});

it('a full quota postpones; a record that cannot be read is passed over and counted', async () => {
  const world = filled(0);
  const hours = (n: number) => new Date(world.now.getTime() - n * 3_600_000).toISOString();
  world.recipients[0] = [
    recipient('full', { advertisedAt: [hours(20), hours(10), hours(5)] }),
    { customerId: 'broken', cursor: 'broken', known: undefined },
    recipient('bouncing', { addressState: 'BOUNCING' }),
  ];
  await runToEnd(world);
  const [full, bouncing] = [...world.mails.values()];
  expect(full).toMatchObject({ customerId: 'full', state: 'QUEUED', dueAt: hours(20 - 24) });
  expect(full?.askedDecision).toMatchObject({ allowed: false, reason: 'QUOTA_SPENT' });
  expect(bouncing).toMatchObject({ state: 'SUPPRESSED', reason: 'ADDRESS_BOUNCING', dueAt: undefined });
  expect(progressOf([...world.segments.values()], { states: {}, reasons: {} }).unreadable).toBe(1);
});

it('an announcement goes to whoever has not accepted the version yet, and is not before its time', async () => {
  const world = filled(0);
  world.campaign = campaignOf({
    purpose: 'POLICY_CHANGE',
    content: undefined,
    policyVersion: 2,
    startsAt: '2026-03-02T09:00:00.000Z',
  });
  world.recipients[0] = [
    recipient('old', { granted: false }),
    recipient('new', { acceptedVersion: 2 }),
    recipient('bouncing', { addressState: 'BOUNCING' }),
  ];
  expect(await runToEnd(world)).toMatchObject({ resumeAt: '2026-03-02T09:00:00.000Z' });
  expect(world.mails.size).toBe(0);
  world.now = new Date('2026-03-02T09:00:00.000Z');
  await runToEnd(world);
  const rows = [...world.mails.values()].map(({ customerId, state, lane, advertising }) => ({
    customerId,
    state,
    lane,
    advertising,
  }));
  expect(rows).toEqual([
    { customerId: 'old', state: 'QUEUED', lane: 'marketing', advertising: false },
    { customerId: 'bouncing', state: 'SUPPRESSED', lane: 'marketing', advertising: false },
  ]);
});

it('ends even when a mail was never counted, once every mail has had its time', async () => {
  const world = filled(1);
  const last = await runToEnd(world);
  expect(world.campaign.state).toBe('RUNNING');
  const started = world.now.getTime();
  const patience = limits.campaignPatienceDays * 86_400_000;
  for (const [after, state] of [
    [patience - 1, 'RUNNING'],
    [patience, 'DONE'],
  ] as const) {
    world.now = new Date(started + after);
    const job = { ...world.job(), report: last?.report };
    for await (const _ of runCampaign(world.deps, job, small));
    expect(world.campaign.state).toBe(state);
  }
});

it('does not end while a mail may be tried again whose outcome is unknown: one that is no advertising', async () => {
  for (const [advertising, state] of [
    [false, 'RUNNING'],
    [true, 'DONE'],
  ] as const) {
    const world = filled(1);
    await runToEnd(world);
    const purposes = version.purposes.map((stated) => ({ ...stated, advertising }));
    world.versions = [{ ...version, purposes }];
    world.sendAll();
    world.counts = { ...world.counts, SENT: (world.counts.SENT ?? 0) - 1, UNCERTAIN: 1 };
    await runToEnd(world);
    expect(world.campaign.state).toBe(state);
  }
});

it('of two campaigns, a customer gets a mail of each', async () => {
  const ids: string[] = [];
  for (const id of ['A', 'B']) {
    const world = filled(1);
    world.campaign = campaignOf({ id: id.repeat(26) });
    await runToEnd(world);
    ids.push(...world.mails.keys());
  }
  expect(ids).toHaveLength(2 * segmentCount);
  expect(new Set(ids).size).toBe(ids.length);
});

it('the count says what would become of the mails, and makes none', async () => {
  const world = filled(7);
  world.campaign = campaignOf({ state: 'DRAFTED' });
  const reports: JobStep[] = [];
  for await (const step of countAudience(world.deps, world.job())) reports.push(step);
  expect(reports.at(-1)).toMatchObject({
    isDone: true,
    report: { audience: 112, allowed: 80, refused: { REFUSED: 32 }, at: world.now.toISOString() },
  });
  expect(world.mails.size + world.committed.length).toBe(0);
  // Taken up again from any step, it comes to the same.
  for (const { report } of reports.slice(0, -1)) {
    let last: JobStep | undefined;
    for await (const step of countAudience(world.deps, { ...world.job(), report })) last = step;
    expect(last?.report).toEqual(reports.at(-1)?.report);
  }
});
