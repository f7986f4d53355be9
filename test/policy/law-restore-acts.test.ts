import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { archivedRows } from '../harness/archived.ts';
import { codesOf } from '../harness/ask.ts';
import { awsOf, canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { choicesOf, recordRefusal, refuseAllEmail, setConsents } from '../harness/consents.ts';
import { clockOnce, placeLegalHold } from '../harness/erasures.ts';
import { heldByStaff, heldSince, recordContact, releaseHold } from '../harness/holds.ts';
import { eventually, mailsSettled } from '../harness/mails.ts';
import { type Served, servedCustomer } from '../harness/notices.ts';
import {
  activeCommitment,
  done,
  endCommitment,
  grantPermission,
  legalTeam,
  revokePermission,
  revokeRecipient,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { localIdOf } from '../harness/register.ts';
import { type Restored, restore } from '../harness/restored.ts';
import { closeAccount, restrictProcessing } from '../harness/rights.ts';
import { changes, type Item, scanTables, type Tables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let restored: Restored;
let officer: string;
let support: string;
let checker: string;
let legal: Awaited<ReturnType<typeof legalTeam>>;
const who = {} as Record<
  | 'refuses'
  | 'chooses'
  | 'called'
  | 'restricts'
  | 'permits'
  | 'held'
  | 'freed'
  | 'kept'
  | 'leaves'
  | 'neighbour',
  Served
>;
const ids = { permission: '', revoked: '', commitment: '', processor: '' };
let was: Tables;
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const consents = ['PROMOTIONS', 'SURVEYS'].flatMap((purpose) =>
  ['EMAIL', 'MESSAGE'].map((channel) => ({ purpose, channel, granted: true })),
);

beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
  support = await cloud.employee('support');
  checker = await cloud.service('provisioning-service', ['contact:check']);
  legal = await legalTeam(cloud);
  for (const name of [
    'refuses',
    'chooses',
    'called',
    'restricts',
    'permits',
    'held',
    'freed',
    'kept',
    'leaves',
    'neighbour',
  ] as const)
    who[name] = await servedCustomer(cloud, { changes: { consents } });
  const other = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  ids.revoked = (await verifiedRecipient(cloud, legal, { kind: 'OTHER' })).id;
  ids.processor = (await verifiedRecipient(cloud, legal)).id;
  ids.commitment = await activeCommitment(cloud, legal, ids.processor);
  const permitting = {
    recipientId: other.id,
    purpose: 'DOMAIN_REGISTRATION',
    fields: ['NAME'],
    agreed: true,
  };
  done(await grantPermission(cloud, who.permits.token, permitting));
  const { data } = await cloud.ask('{ me { permissions { nodes { id } } } }', { token: who.permits.token });
  ids.permission = data.me.permissions.nodes[0].id;
  await mailsSettled(cloud);
  await clockOnce(cloud);
  was = await scanTables(cloud);
  await since();
  await mailsSettled(cloud);
  await archivedRows(cloud);
  await forgedRow();
  restored = await restore(cloud, was, ['api', 'clock', 'keeping']);
});
afterAll(async () => {
  await restored?.stop();
  await cloud.stop();
});

/** A row that somebody put into the archive who does not have the key: the neighbour wanted everything restricted. */
async function forgedRow(): Promise<void> {
  const s3 = new S3Client({ ...awsOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
  const { audit } = await scanTables(cloud);
  const real = audit.find((row) => textOf(row, 'action') === 'RESTRICT_PROCESSING');
  const row = Object.fromEntries(
    Object.entries(real ?? {}).map(([name, { S, L }]) => [name, S ?? (L ?? []).map((one) => one.S ?? '')]),
  );
  const lane = '0FORGED';
  const forged = { ...row, lane, seq: '000000000001', customerId: localIdOf(who.neighbour.id) };
  const Key = `rows/${String(row.at).slice(0, 10)}/${lane}/000000000001-000000000001.jsonl`;
  const Body = `${JSON.stringify(forged)}\n`;
  await s3.send(new PutObjectCommand({ Bucket: cloud.auditBucket, Key, Body }));
  s3.destroy();
}

/** What happened after the instant that is restored. */
async function since(): Promise<void> {
  done(await refuseAllEmail(cloud, who.refuses.token));
  const refused = [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: false }];
  done(await setConsents(cloud, who.chooses.token, { consents: refused }));
  const called = {
    customerId: who.called.id,
    purposes: ['SURVEYS'],
    channels: ['MESSAGE'],
    ticket: 'SUP-77',
  };
  done(await recordRefusal(cloud, support, called));
  done(await restrictProcessing(cloud, who.restricts.token));
  done(await revokePermission(cloud, who.permits.token, { permissionId: ids.permission }));
  await heldByStaff(cloud, support, who.held.id);
  const hold = await heldByStaff(cloud, support, who.freed.id);
  done(await recordContact(cloud, support, hold));
  done(await releaseHold(cloud, support, hold));
  const kept = { customerId: who.kept.id, classes: ['payment'], why: canary('w ') };
  done(await placeLegalHold(cloud, officer, kept));
  done(await closeAccount(cloud, who.leaves.token));
  done(await revokeRecipient(cloud, legal.one, { recipientId: ids.revoked }));
  done(await endCommitment(cloud, legal.one, { recipientId: ids.processor, id: ids.commitment }));
}

const rowsOf = ({ records }: Tables, { id }: Served): Tables => ({
  records: records.filter((item) => textOf(item, 'pk') === `CUS#${localIdOf(id)}`),
  ...{ keys: [], audit: [] },
});
/** What the gate says of advertising to a customer now. */
const mayPromote = async ({ id }: Served) => {
  const query =
    'query May($id: ID!) { contactPermission(customerId: $id, purpose: PROMOTIONS, channel: EMAIL) { allowed reason } }';
  return (await restored.ask(query, { token: checker, variables: { id } })).data.contactPermission;
};
const replayed = ({ audit }: Tables): readonly Item[] =>
  audit.filter((row) => textOf(row, 'action') === 'REPLAY_LEDGER');
const doneOf = (rows: readonly Item[], { id }: Served) =>
  rows.filter((row) => textOf(row, 'customerId') === localIdOf(id)).map((row) => textOf(row, 'code'));

test('P2.6, D356 5(2), P3.6, P1.6: a replay that is killed anywhere opens nothing, and goes on', async () => {
  await restored.invoke('clock', {});
  // From the n-th call on the process is dead, each time a little further.
  for (const nth of [5, 12, 20, 28]) {
    let count = 0;
    restored.dynamo.setFault(() => {
      count += 1;
      return count > nth ? 'DENIED' : undefined;
    });
    await restored.runJob('REPLAY_ACTS');
    restored.dynamo.setFault(undefined);
    expect(count).toBeGreaterThan(nth);
    const { records } = await scanTables(restored.cloud);
    expect(records.find((row) => textOf(row, 'pk') === 'LEDGER')?.behind).toBeDefined();
    const refused = await restored.ask('{ me { name } }', { token: who.neighbour.token });
    expect(codesOf(refused)).toEqual(['TEMPORARILY_UNAVAILABLE']);
  }
  await restored.runJob('REPLAY_ACTS');
  expect(await restored.job('REPLAY_ACTS')).toBeUndefined();
  await eventually(
    async () => (await restored.ask('{ me { name } }', { token: who.neighbour.token })).data?.me,
  );
});

test('P2.6: what was refused after the instant restored is refused, purpose by purpose, and no advertising goes', async () => {
  const all = await choicesOf(restored, who.refuses.token);
  expect(all.filter((one) => / EMAIL yes/.test(one))).toEqual([]);
  const chosen = await choicesOf(restored, who.chooses.token);
  expect(chosen).toEqual(await choicesOf(cloud, who.chooses.token));
  expect(chosen).toContain('PROMOTIONS EMAIL no');
  expect(await choicesOf(restored, who.called.token)).toEqual(await choicesOf(cloud, who.called.token));
  expect(await mayPromote(who.refuses)).toMatchObject({ allowed: false });
  expect(await mayPromote(who.chooses)).toMatchObject({ allowed: false });
  expect(await mayPromote(who.restricts)).toMatchObject({ allowed: false });
  expect(await mayPromote(who.neighbour)).toMatchObject({ allowed: true });
});

test('D356 5(2), P3.6, L91 14, P4.4: restrictions, holds, legal holds and closings since stand', async () => {
  const asked = async ({ token }: Served) =>
    (await restored.ask('{ me { processingRestricted } }', { token })).data.me.processingRestricted;
  expect([await asked(who.restricts), await asked(who.neighbour)]).toEqual([true, false]);
  expect(await heldSince(restored, who.held.token)).not.toBeNull();
  // Held and freed since: it is neither held, nor unknown.
  expect(await heldSince(restored, who.freed.token)).toBeNull();
  const query = 'query H($id: ID!) { customer(id: $id) { legalHolds { classes isActive } } }';
  const variables = { id: who.kept.id };
  const { data } = await restored.ask(query, { token: officer, variables });
  expect(data.customer.legalHolds).toEqual([{ classes: ['payment'], isActive: true }]);
  const { records } = await scanTables(restored.cloud);
  const profile = (one: Served) =>
    records.find(
      (row) => textOf(row, 'pk') === `CUS#${localIdOf(one.id)}` && textOf(row, 'sk') === 'PROFILE',
    );
  const states = [who.leaves, who.neighbour].map((one) => textOf(profile(one), 'customerState'));
  expect(states).toEqual(['CLOSED', 'ACTIVE']);
});

test('P1.6, P6.6: permissions, recipients and commitments that were taken back or ended since are', async () => {
  const query = '{ me { permissions { nodes { id isActive } } } }';
  const { data } = await restored.ask(query, { token: who.permits.token });
  expect(data.me.permissions.nodes).toEqual([{ id: ids.permission, isActive: false }]);
  const { records } = await scanTables(restored.cloud);
  const states = (kind: string, id: string) =>
    records
      .filter((row) => textOf(row, 'kind') === kind && textOf(row, 'id') === id)
      .map((row) => textOf(row, 'state'));
  expect(states('RECIPIENT', ids.revoked)).toEqual(['REVOKED']);
  expect(states('COMMITMENT', ids.commitment)).toEqual(['ENDED']);
});

test('P6.2, L91 14: each act is done once, by its own row of the trail; neighbours are not touched; a second replay finds nothing to do', async () => {
  const now = await scanTables(restored.cloud);
  const rows = replayed(now);
  expect(doneOf(rows, who.refuses)).toEqual(['REFUSE_ALL_EMAIL']);
  expect(doneOf(rows, who.chooses)).toEqual(['SET_CONSENTS']);
  expect(doneOf(rows, who.called)).toEqual(['RECORD_REFUSAL']);
  expect(doneOf(rows, who.restricts)).toEqual(['RESTRICT_PROCESSING']);
  expect(doneOf(rows, who.permits)).toEqual(['REVOKE_PERMISSION']);
  expect(doneOf(rows, who.held)).toEqual(['HOLD_EMAIL']);
  expect(doneOf(rows, who.kept)).toEqual(['PLACE_LEGAL_HOLD']);
  expect(doneOf(rows, who.leaves)).toEqual(['CLOSE_ACCOUNT']);
  expect(doneOf(rows, who.neighbour)).toEqual([]);
  expect(changes(rowsOf(was, who.neighbour), rowsOf(now, who.neighbour))).toEqual([]);
  // The forged row was acted upon by nobody, and somebody was told.
  const told = cloud.logs.filter((line) => line.startsWith('keeping ') && line.includes('audit_not_intact'));
  expect(told).not.toEqual([]);
  // An operator says so, and all is looked at once more.
  await restored.invoke('clock', { restoredTo: new Date(Date.now() - 3_600_000).toISOString() });
  await restored.runJob('REPLAY_ACTS');
  expect(await restored.job('REPLAY_ACTS')).toBeUndefined();
  expect(replayed(await scanTables(restored.cloud))).toHaveLength(rows.length);
});
