import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archivedRows } from '../harness/archived.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually, follow, verificationLink } from '../harness/mails.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { localIdOf, registerCustomer } from '../harness/register.ts';
import { type Item, overwrite, recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
/** The function that verifies, two hours later: what the stream had an hour to archive is held against it. */
let later: Beside;
beforeAll(async () => {
  cloud = await startTestCloud();
  later = await startBeside(cloud, { functions: ['jobs'], hoursAhead: 2 });
});
afterAll(async () => {
  await later.stop();
  await cloud.stop();
});

interface Verification {
  readonly state: string;
  readonly intact: boolean;
  readonly rows: number;
  readonly findings: readonly { kind: string; lane: string; seq: number | null }[];
}

/** Asks for a verification as the auditor, and reads what it found. */
async function verify(): Promise<Verification> {
  const token = await cloud.staff('auditor');
  const { data } = await cloud.ask(
    'mutation ($key: String!) { verifyAudit(input: { idempotencyKey: $key }) { verification { id } errors { code } } }',
    { token, variables: { key: canary('key-') } },
  );
  const { id } = data.verifyAudit.verification;
  const report = () => verification(token, id);
  await eventually(async () => ((await report()).state === 'DONE' ? true : undefined));
  // The same job once more where it is two hours later, as after an instance that was lost on the way.
  const jobId = Buffer.from(id, 'base64url').toString().replace('AuditVerification:', '');
  const job = (await recordsOf(cloud, 'JOB')).find((item) => textOf(item, 'id') === jobId);
  const { report: _, finishedAt: __, ...rest } = job as Item;
  await overwrite(cloud, 'records', { ...rest, state: { S: 'RUNNING' } });
  const image = { id: { S: jobId }, state: { S: 'QUEUED' } };
  const outcome = await later.invoke('jobs', {
    Records: [{ dynamodb: { SequenceNumber: '1', NewImage: image } }],
  });
  expect(outcome).toEqual({ result: { batchItemFailures: [] } });
  return report();
}

async function verification(token: string, id: string): Promise<Verification> {
  const { data } = await cloud.ask(
    'query ($id: ID!) { auditVerification(id: $id) { state intact rows findings { kind lane seq } } }',
    { token, variables: { id } },
  );
  return data.auditVerification;
}

/** Rows of acts, by lane, once all of them are in the bucket. */
async function lanesOfActs(): Promise<ReadonlyMap<string, readonly Item[]>> {
  const audit = await archivedRows(cloud);
  const lanes = new Map<string, Item[]>();
  for (const row of audit.filter((one) => textOf(one, 'action'))) {
    const lane = textOf(row, 'lane');
    lanes.set(lane, [...(lanes.get(lane) ?? []), row]);
  }
  for (const rows of lanes.values())
    rows.sort((one, other) => (textOf(one, 'seq') < textOf(other, 'seq') ? -1 : 1));
  return lanes;
}

const remove = (row: Item | undefined) =>
  cloud.direct.send(
    new DeleteItemCommand({
      TableName: cloud.tableNames.audit,
      Key: { lane: { S: textOf(row, 'lane') }, seq: { S: textOf(row, 'seq') } },
    }),
  );
const alarms = () =>
  cloud.logs.filter((line) => line.startsWith('archive ') && line.includes('"event":"audit_tampered"'));

/** Registers and confirms, and reads: rows of three functions. */
async function live(reads: number): Promise<void> {
  const customer = await registerCustomer(cloud);
  await follow(await verificationLink(cloud, customer.email));
  const token = await cloud.staff('support');
  for (let n = 0; n < reads; n++)
    await readCustomer(cloud, token, customer.id, 'name { value }', reasons('support', `SUP-${n}`));
  expect(localIdOf(customer.id)).toMatch(/^[0-9A-Z]{26}$/);
}

test('P6.2: a trail that nobody touched is found whole', async () => {
  await live(10);
  await archivedRows(cloud);
  const found = await verify();
  expect(found).toMatchObject({ state: 'DONE', intact: true, findings: [] });
  expect(found.rows).toBeGreaterThan(12);
  expect(alarms()).toEqual([]);
});

test('P6.2: a changed, a missing, an exchanged row and a lost tail are found, each in its place', async () => {
  const lanes = await lanesOfActs();
  const [long] = [...lanes.values()].sort((one, other) => other.length - one.length);
  const [links] = [...lanes.values()].filter((rows) => textOf(rows.at(-1), 'action') === 'VERIFY_EMAIL');
  if (!long || long.length < 8 || !links) throw new Error('the lanes are not long enough');
  const [, changed, , missing, , one, two] = long as [Item, Item, Item, Item, Item, Item, Item];

  await overwrite(cloud, 'audit', { ...changed, reference: { S: 'SUP-31337' } });
  await remove(missing);
  await overwrite(cloud, 'audit', { ...two, seq: one.seq as never });
  await overwrite(cloud, 'audit', { ...one, seq: two.seq as never });
  await remove(links.at(-1));

  const { intact, findings } = await verify();
  expect(intact).toBe(false);
  const at = (kind: string, row: Item | undefined) => ({
    kind,
    lane: textOf(row, 'lane'),
    seq: Number(textOf(row, 'seq')),
  });
  expect(findings).toContainEqual(at('CHANGED', changed));
  expect(findings).toContainEqual(at('MISSING', missing));
  expect(findings).toContainEqual(at('REORDERED', one));
  expect(findings).toContainEqual(at('LOST_TAIL', links.at(-1)));
  // Each change was told at once, when it happened.
  await eventually(async () => (alarms().length >= 5 ? true : undefined));
});
