import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import { personal } from '../harness/personal-values.ts';
import { givePayment, type Registered } from '../harness/register.ts';
import { changes, scanTables } from '../harness/tables.ts';
import { forgeries } from './forgeries.ts';

const names = Object.keys(functions) as readonly FunctionName[];
let cloud: TestCloud;
let beside: Beside;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  beside = await startBeside(cloud, { functions: names });
  customer = await registerVerified(cloud);
  await givePayment(cloud, customer);
  // What is due by itself is done before, or it would be taken for what an event did.
  for (const turn of [1, 2]) await beside.invoke('clock', { turn });
  await mailsSettled(cloud);
}, 600_000);
afterAll(async () => {
  await beside?.stop();
  await cloud?.stop();
});

test.each(names)(
  '%s: an event that is none of its own changes nothing, and nothing of it is repeated',
  async (name) => {
    const value = personal('what an event said', `Nguyễn ${canary()}`);
    const [before, mails, said] = [await scanTables(cloud), await mailsTo(cloud), cloud.logs.length];
    const found: string[] = [];
    for (const { name: what, event } of forgeries(cloud, customer, value)[name]) {
      const { result, error } = await beside.invoke(name, event);
      const answer = JSON.stringify([result, error?.errorType, error?.errorMessage]);
      if (answer.includes(value) || answer.includes('84901234567')) found.push(`${what}: repeated`);
      if (Buffer.byteLength(answer) > 10_240) found.push(`${what}: ${Buffer.byteLength(answer)} bytes`);
      if (/Timedout|ExitError|RangeError|Unhandled/i.test(error?.errorType ?? ''))
        found.push(`${what}: ${error?.errorType}`);
    }
    expect(found).toEqual([]);
    const ofATurn = name === 'clock' ? ['~ records LEDGER_MARKER'] : [];
    const changed = changes(before, await scanTables(cloud));
    expect(changed.filter((one) => !ofATurn.includes(one))).toEqual([]);
    expect(await mailsTo(cloud)).toHaveLength(mails.length);
    expect(cloud.logs.slice(said).filter((line) => line.includes(value))).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  },
  600_000,
);

test('and their own are answered as before', async () => {
  const answer = await beside.ask('{ me { name } }', { token: customer.token });
  expect(answer.data?.me.name).toBe(customer.name);
});
