import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { CloudOptions } from '../../local/cloud.ts';
import { startUnkindProxy, type UnkindProxy } from '../../local/unkind/proxy.ts';
import type { UnkindRates } from '../../local/unkind/rates.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import {
  approvedCampaign,
  campaignAtRest,
  campaignOf,
  confirmAll,
  holdMails,
  mailsOf,
  must,
  randomWords,
  stepCampaign,
  tally,
} from '../harness/campaigns.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { recordRefusal, refuseAllEmail, setConsents } from '../harness/consents.ts';
import { eventually, mailsTo } from '../harness/mails.ts';
import { localIdOf, type Registered, randomPerson, registerCustomer } from '../harness/register.ts';
import { textOf } from '../harness/tables.ts';

const consents = [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: true }];
/** So many mails a second that the campaign is under way while the refusals come. */
const pace = { MAILS_PER_SECOND: '20' };
const campaignsPerSecond = 16;

/** Does things to many, a few at a time. */
async function eachOf<T, R>(all: readonly T[], act: (one: T, n: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const next = all.entries();
  const work = async () => {
    for (const [n, one] of next) results[n] = await act(one, n);
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return results;
}

/** One of the ways to refuse, until it is taken. @returns when the answer had come */
async function refuse(cloud: TestCloud, customer: Registered, way: number, support: string): Promise<Date> {
  const idempotencyKey = canary('key-');
  const refused = [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: false }];
  for (;;) {
    const answer = await (way === 0
      ? setConsents(cloud, customer.token, { idempotencyKey, consents: refused })
      : way === 1
        ? refuseAllEmail(cloud, customer.token, { idempotencyKey })
        : recordRefusal(cloud, support, { idempotencyKey, customerId: customer.id, ticket: 'SUP-7' }));
    if (codesOf(answer).length === 0) {
      expect(userErrors(answer)).toEqual([]);
      return new Date();
    }
    // Nothing was taken yet, or nobody knows: the same call again is the one refusal.
    expect(['TEMPORARILY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']).toContain(codesOf(answer)[0]);
    await pause(20);
  }
}

/** A campaign to so many customers, every other of whom refuses at a moment of chance: before it, in it, after it. */
async function campaignInFlight(count: number, rates?: UnkindRates): Promise<void> {
  let proxy: UnkindProxy | undefined;
  const between: CloudOptions['between'] = async (target) => {
    proxy = await startUnkindProxy({ target, seed: canary(), rates: {} });
    return proxy;
  };
  const cloud = await startTestCloud({ ...(rates && { between }), environment: pace });
  try {
    const people = await eachOf(Array.from({ length: count }), () =>
      registerCustomer(cloud, randomPerson(), { consents }),
    );
    await confirmAll(cloud, people);
    const [author, approver, support] = await Promise.all(
      ['marketing', 'marketing', 'support'].map((role) => cloud.employee(role)),
    );
    const content = randomWords();
    const id = await approvedCampaign(cloud, [author ?? '', approver ?? ''], {
      purpose: 'PROMOTIONS',
      content,
    });
    const refusers = people.filter((_, n) => n % 2 === 0);
    const early = refusers.slice(0, 5);
    const answered = new Map<string, Date>();
    const refuseNow = async (customer: Registered, n: number) => {
      answered.set(localIdOf(customer.id), await refuse(cloud, customer, n % 3, support ?? ''));
    };
    await eachOf(early, refuseNow);
    // Some refuse while the mails are made, and some while they wait: behind the gate's first yes.
    const release = await holdMails(cloud);
    await Promise.all([
      must(stepCampaign(cloud, 'start', author ?? '', id)),
      eachOf(refusers.slice(5, 8), refuseNow),
    ]);
    await eventually(async () => ((await mailsOf(cloud, id)).length === count ? true : undefined));
    await eachOf(refusers.slice(8, 10), refuseNow);
    await release();
    if (rates) proxy?.setRates(rates);
    // Most come before the mail would have gone, some after it.
    const span = 0.7 * (count / campaignsPerSecond) * 1000;
    await Promise.all([
      campaignAtRest(cloud, author ?? '', id),
      ...refusers.slice(10).map(async (customer, n) => {
        await pause(Math.random() * span);
        await refuseNow(customer, n);
      }),
    ]);
    proxy?.setRates({});
    await campaignAtRest(cloud, author ?? '', id);
    if (rates) expect(Object.keys(proxy?.injected() ?? {})).toContain('transactionConflict');

    const rows = await mailsOf(cloud, id);
    expect(rows.map((row) => textOf(row, 'customerId')).sort()).toEqual(
      people.map((one) => localIdOf(one.id)).sort(),
    );
    const inbox = (await mailsTo(cloud)).filter(({ subject }) => subject.includes(content.vi.subject));
    // The author's test is one more.
    expect(inbox.length).toBe(1 + rows.filter((row) => textOf(row, 'begunAt') !== '').length);
    let stopped = 0;
    for (const row of rows) {
      const at = answered.get(textOf(row, 'customerId'));
      const begunAt = textOf(row, 'begunAt');
      if (at === undefined)
        expect([begunAt, textOf(row, 'reason')]).toEqual([expect.stringMatching(/^2/), '']);
      else if (begunAt === '') {
        stopped += 1;
        expect([textOf(row, 'state'), textOf(row, 'reason')]).toEqual(['SUPPRESSED', 'REFUSED']);
      } else expect(begunAt <= at.toISOString()).toBe(true);
    }
    expect(stopped).toBeGreaterThanOrEqual(10);
    // Some were refused behind the gate's first yes: by the answer at the sending alone.
    const inFlight = rows.filter(
      (row) => row.askedDecision?.M?.allowed?.BOOL === true && textOf(row, 'state') === 'SUPPRESSED',
    );
    expect(inFlight.length).toBeGreaterThanOrEqual(2);
    for (const { email } of early)
      expect((await mailsTo(cloud, email)).filter(({ subject }) => subject.startsWith('[QC]'))).toEqual([]);
    const { progress } = await campaignOf(cloud, author ?? '', id);
    expect(progress.recipients).toBe(count);
    expect(tally(progress.reasons)).toEqual({ REFUSED: stopped });
    expect(tally(progress.outcomes).SUPPRESSED).toBe(stopped);
  } finally {
    await cloud.stop();
  }
}

test('P2.5, P2.6: refusals at any moment of a campaign stop every mail that had not begun; each has one row', async () => {
  await campaignInFlight(44);
}, 90_000);

test('P2.5, P2.6: the same while the tables answer late, twice, or not at all', async () => {
  await campaignInFlight(28, {
    transactionConflict: 0.05,
    itemConflict: 0.02,
    throttle: 0.02,
    serverError: 0.005,
    dropAnswer: 0.01,
    delay: 0.1,
    delayMs: 30,
    unprocessedKeys: 0.05,
    repeatRecords: 0.1,
    reorderRecords: 0.1,
    indexLagMs: 200,
  });
}, 120_000);
