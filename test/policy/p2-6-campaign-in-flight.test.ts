import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUnkindProxy, type UnkindProxy } from '../../local/unkind/proxy.ts';
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
import { rowsOf } from '../harness/consents.ts';
import { eventually, mailsTo } from '../harness/mails.ts';
import { localIdOf, type Registered, randomPerson, registerCustomer } from '../harness/register.ts';
import { type Item, textOf } from '../harness/tables.ts';

const people = 20;
const unkindness = {
  transactionConflict: 0.15,
  throttle: 0.03,
  serverError: 0.02,
  dropAnswer: 0.03,
  delay: 0.2,
  delayMs: 60,
  repeatRecords: 0.2,
  reorderRecords: 0.2,
  indexLagMs: 300,
};

let cloud: TestCloud;
let proxy: UnkindProxy;
let author: string;
let approver: string;
beforeAll(async () => {
  cloud = await startTestCloud({
    // Eight a second for campaigns: the mails go over some seconds, and refusals come in between.
    environment: { MAILS_PER_SECOND: '10' },
    between: async (target) => {
      proxy = await startUnkindProxy({ target, seed: canary(), rates: {} });
      return proxy;
    },
  });
  [author, approver] = await Promise.all([cloud.employee('marketing'), cloud.employee('marketing')]);
});
afterAll(() => cloud.stop());

/** Refuses, and again with the same key until it is answered: what is unkind here is not the customer. */
async function refuse(reader: Registered, way: 'one' | 'all'): Promise<void> {
  const idempotencyKey = canary('key-');
  const [mutation, type, input] =
    way === 'all'
      ? ['refuseAllEmail', 'RefuseAllEmailInput', { idempotencyKey }]
      : [
          'setConsents',
          'SetConsentsInput',
          { idempotencyKey, consents: [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: false }] },
        ];
  const query = `mutation Refuse($input: ${type}!) { ${mutation}(input: $input) { errors { code } } }`;
  await eventually(async () => {
    const { data } = await cloud.ask(query, { token: reader.token, variables: { input } });
    return data?.[mutation]?.errors.length === 0 ? true : undefined;
  });
}

test('P2.6: with a campaign in flight, each mail is sent before its reader refused, or never', {
  timeout: 90_000,
}, async () => {
  const consents = [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: true }];
  const readers = await Promise.all(
    Array.from({ length: people }, () => registerCustomer(cloud, randomPerson(), { consents })),
  );
  await confirmAll(cloud, readers);
  const content = randomWords();
  const id = await approvedCampaign(cloud, [author, approver], { content });
  const release = await holdMails(cloud);
  await must(stepCampaign(cloud, 'start', author, id));
  await eventually(async () => ((await mailsOf(cloud, id)).length === people ? true : undefined));

  proxy.setRates(unkindness);
  const [early = [], flying = [], late = []] = [readers.slice(0, 4), readers.slice(4, -4), readers.slice(-4)];
  await Promise.all(early.map((reader) => refuse(reader, 'all')));
  const refusing = flying.map(async (reader, n) => {
    await pause(Math.random() * 2500);
    await refuse(reader, n % 2 === 0 ? 'all' : 'one');
  });
  await release();
  await cloud.invoke('clock', {}).catch(() => {});
  await Promise.all(refusing);
  proxy.setRates({});
  await campaignAtRest(cloud, author, id);
  await Promise.all(late.map((reader) => refuse(reader, 'one')));

  const mails = await mailsOf(cloud, id);
  expect(mails).toHaveLength(people);
  const outcomes = await Promise.all(readers.map((reader) => outcomeOf(reader, mails, content.vi.subject)));
  for (const { state, received, refusedAt, begunAt } of outcomes) {
    if (received === 0) expect(['SUPPRESSED', 'UNCERTAIN']).toContain(state);
    else expect([received, begunAt <= refusedAt, begunAt !== '']).toEqual([1, true, true]);
  }
  // Who refused before anything was sent got nothing; who refused afterwards got it.
  expect(outcomes.slice(0, 4).map(({ state }) => state)).toEqual(Array(4).fill('SUPPRESSED'));
  expect(outcomes.slice(-4).map(({ received }) => received)).toEqual([1, 1, 1, 1]);
  // What the report says is what became of them, unkindness or not.
  const { outcomes: told, reasons } = (await campaignOf(cloud, author, id)).progress;
  const states: Record<string, number> = {};
  for (const { state } of outcomes) states[state] = (states[state] ?? 0) + 1;
  expect(tally(told)).toEqual(states);
  expect(tally(reasons)).toEqual({ REFUSED: states.SUPPRESSED });
});

/** What became of one reader's mail, and when the reader refused. */
async function outcomeOf(reader: Registered, mails: readonly Item[], subject: string) {
  const mail = mails.find((one) => textOf(one, 'customerId') === localIdOf(reader.id));
  const refusals = (await rowsOf(cloud, reader.id, 'CONSENT_FACT')).filter(
    (fact) => textOf(fact, 'purpose') === 'NEW_PRODUCTS' && fact.granted?.BOOL === false,
  );
  const inbox = await mailsTo(cloud, reader.email);
  return {
    state: textOf(mail, 'state'),
    begunAt: textOf(mail, 'begunAt'),
    refusedAt: textOf(refusals[0], 'at'),
    received: inbox.filter((one) => one.subject.includes(subject)).length,
  };
}
