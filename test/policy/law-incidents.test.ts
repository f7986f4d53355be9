import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import { disclosureInput, sealedDisclosure } from '../harness/disclosures.ts';
import { subjectOf } from '../harness/employees.ts';
import { erasedTo, grantedErasure, setRow } from '../harness/erasures.ts';
import { heldByStaff } from '../harness/holds.ts';
import {
  affectedBy,
  amendIncident,
  closeIncident,
  countFinal,
  countOf,
  incidentInput,
  incidentWords,
  lastHourOf,
  notifyAffected,
  readIncident,
  recordedIncident,
  recordIncident,
  reportIncident,
} from '../harness/incidents.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { eventually, mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { legalTeam, verifiedRecipient } from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { restrictProcessing } from '../harness/rights.ts';
import { overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';
import { trailAbout } from '../harness/trail.ts';

let cloud: TestCloud;
let officer: string;
let other: string;
/** A clock starts cold each time. */
vi.setConfig({ testTimeout: 90_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  [officer, other] = await Promise.all([
    cloud.employee('privacy_officer'),
    cloud.employee('privacy_officer'),
  ]);
});
afterAll(() => cloud.stop());

const read = async (token: string, { id }: Registered, fields = 'name { value }') =>
  expect(codesOf(await readCustomer(cloud, token, id, fields, reasons('support')))).toEqual([]);
const actorOf = (token: string) => `staff:${subjectOf(token)}`;
const actsUpon = async (id: string) => (await trailAbout(cloud, id)).map((row) => textOf(row, 'action'));
/** Runs the clock twice. */
async function clock(): Promise<void> {
  const beside = await startBeside(cloud, { functions: ['clock'] });
  for (let n = 0; n < 2; n++) await beside.invoke('clock', {});
  await beside.stop();
}
const lines = (event: string) => cloud.logs.filter((line) => line.includes(`"${event}"`)).length;

describe('an incident', () => {
  test('P7.3: L91 23, D356 28: recorded with its 72 hours from discovery; whom it touches comes from the audit trail', async () => {
    const thief = await cloud.employee('support');
    const colleague = await cloud.employee('support');
    const [one, two, found, neighbour] = await Promise.all(
      Array.from({ length: 4 }, () => registerVerified(cloud)),
    );
    if (!one || !two || !found || !neighbour) throw new Error('there are four');
    await read(thief, one);
    await read(thief, one, 'phone { value }');
    await read(thief, two, 'identityNumber { masked }');
    await cloud.ask('query F($e: EmailAddress!) { findCustomer(email: $e) { id } }', {
      token: thief,
      variables: { e: found.email },
    });
    await read(colleague, neighbour);
    const refused = await readCustomer(cloud, thief, neighbour.id, 'taxCode { value }', reasons('support'));
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);

    const discoveredAt = new Date(Date.now() - 3_600_000).toISOString();
    const id = await recordedIncident(cloud, officer, { discoveredAt, window: lastHourOf(actorOf(thief)) });
    const { data } = await readIncident(
      cloud,
      officer,
      id,
      'state discoveredAt reportDueAt secondsLeft classes',
    );
    expect(data.incident).toMatchObject({
      state: 'RECORDED',
      discoveredAt,
      reportDueAt: new Date(Date.parse(discoveredAt) + 72 * 3_600_000).toISOString(),
      classes: ['contact', 'payment'],
    });
    expect(data.incident.secondsLeft).toBeGreaterThan(70.9 * 3600);
    expect(await countOf(cloud, officer, id)).toBe(3);
    const affected = await affectedBy(cloud, officer, id);
    const by = (customer: Registered) => affected.find(({ customerId }) => customerId === customer.id);
    expect(by(one)).toMatchObject({ actions: ['READ'], mailId: null });
    expect(by(one)?.fields).toEqual(['name', 'phone']);
    expect(by(two)?.fields).toEqual(['identityNumber']);
    expect(by(found)?.actions).toEqual(['LOOKUP']);
    expect(by(neighbour)).toBeUndefined();
    expect(await affectedBy(cloud, officer, id, 1)).toEqual(affected);

    // Another window is counted anew, and what was found before is no longer of it.
    const answer = await amendIncident(cloud, officer, { id, window: lastHourOf(actorOf(colleague)) });
    expect(userErrors(answer)).toEqual([]);
    await eventually(async () => ((await countOf(cloud, officer, id)) === 1 ? true : undefined));
    expect((await affectedBy(cloud, officer, id)).map(({ customerId }) => customerId)).toEqual([
      neighbour.id,
    ]);
    expect(await actsUpon(id)).toEqual(expect.arrayContaining(['RECORD_INCIDENT', 'AMEND_INCIDENT', 'READ']));
  });

  test('P7.3, P6.5: L91 23: of a stolen package those affected are whose data was sealed into it, whoever collected it, and nobody else', async () => {
    const legal = await legalTeam(cloud);
    const authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
    const [one, two, erasing, elsewhere] = await Promise.all(
      Array.from({ length: 4 }, () => registerVerified(cloud)),
    );
    if (!one || !two || !erasing || !elsewhere) throw new Error('there are four');
    const record = { pk: `CUS#${localIdOf(erasing.id)}`, sk: 'PROFILE' };
    const ids = [one, two, erasing].map(({ id }) => id);
    await setRow(cloud, record, { customerState: 'ERASING' });
    const { id: stolen } = await sealedDisclosure(cloud, legal, disclosureInput(authority.id, ids));
    const another = disclosureInput(authority.id, [elsewhere.id, one.id], { fields: ['EMAIL'] });
    await sealedDisclosure(cloud, legal, another);
    // It was stolen after it was sealed.
    const window = {
      references: [stolen],
      from: new Date(Date.now() - 1).toISOString(),
      until: new Date().toISOString(),
    };
    const id = await recordedIncident(cloud, officer, { window });
    expect(await countOf(cloud, officer, id)).toBe(2);
    const affected = await affectedBy(cloud, officer, id);
    expect(affected.map(({ customerId }) => customerId).sort()).toEqual([one.id, two.id].sort());
    for (const { actions, fields } of affected)
      expect({ actions, fields }).toEqual({ actions: ['DISCLOSE'], fields: ['name', 'phone'] });
    const { data } = await readIncident(cloud, officer, id, 'window { actors references }');
    expect(data.incident.window).toEqual({ actors: [], references: [stolen] });
  });

  test('P7.3, P6.4: only the privacy officer keeps incidents; the auditor sees that there are some, and no word', async () => {
    const words = incidentWords();
    const id = await recordedIncident(cloud, officer, words);
    const auditor = await cloud.employee('auditor');
    const { data } = await cloud.ask('{ incidents(first: 50) { nodes { id state affectedCount } } }', {
      token: auditor,
    });
    expect(data.incidents.nodes).toContainEqual({ id, state: 'RECORDED', affectedCount: null });
    for (const fields of ['words { nature }', 'report { text }', 'affected { nodes { customerId } }'])
      expect(codesOf(await readIncident(cloud, auditor, id, fields))).toEqual(['FORBIDDEN']);
    for (const role of ['support', 'billing', 'legal', 'marketing', 'operator', 'auditor']) {
      const token = await cloud.employee(role);
      expect(codesOf(await recordIncident(cloud, token, incidentInput()))).toEqual(['FORBIDDEN']);
      expect(codesOf(await reportIncident(cloud, token, { id }))).toEqual(['FORBIDDEN']);
      if (role !== 'auditor')
        expect(codesOf(await readIncident(cloud, token, id, 'state'))).toEqual(['FORBIDDEN']);
    }
    const shown = await readIncident(
      cloud,
      officer,
      id,
      'words { nature place parties consequences measures }',
    );
    expect(shown.data.incident.words).toEqual(words);
    const leaks = await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: words }] });
    expect(leaks).toEqual([]);
  });

  test('P7.3: what cannot be so is refused, and the same key records once', async () => {
    const refused = async (changes: Record<string, unknown>) =>
      userErrors(await recordIncident(cloud, officer, incidentInput(changes)));
    const later = new Date(Date.now() + 60_000).toISOString();
    const actor = actorOf(officer);
    expect(await refused({ discoveredAt: later })).toEqual(['IN_THE_FUTURE at input.discoveredAt']);
    expect(await refused({ classes: [] })).toEqual(['REQUIRED at input.classes']);
    expect(await refused({ nature: ' ' })).toEqual(['REQUIRED at input.nature']);
    expect(await refused({ window: lastHourOf() })).toEqual(['REQUIRED at input.window.actors']);
    expect(await refused({ window: lastHourOf('somebody') })).toEqual([
      'INVALID_FORMAT at input.window.actors.0',
    ]);
    const references = ['dis-1', `dis-${'0'.repeat(26)}`];
    expect(await refused({ window: { ...lastHourOf(), references } })).toEqual([
      'INVALID_FORMAT at input.window.references.0',
    ]);
    expect(await refused({ window: { ...lastHourOf(), references: references.slice(1) } })).toEqual([
      'NOT_FOUND at input.window.references.0',
    ]);
    expect(await refused({ window: { ...lastHourOf(actor), until: later } })).toEqual([
      'INVALID_FORMAT at input.window.until',
    ]);
    const input = { ...incidentInput(), idempotencyKey: canary('key-') };
    const [one, two] = await Promise.all([
      recordIncident(cloud, officer, input),
      recordIncident(cloud, officer, input),
    ]);
    expect(one.data.recordIncident.incident.id).toBe(two.data.recordIncident.incident.id);
    const missing = `inc-${'0'.repeat(26)}`;
    expect(userErrors(await reportIncident(cloud, officer, { id: missing }))).toEqual([
      'NOT_FOUND at input.id',
    ]);
    expect((await readIncident(cloud, officer, missing, 'state')).data.incident).toBeNull();
  });

  test('P7.3, P6.1: a row that was changed or put elsewhere is not taken for the incident', async () => {
    const [id, elsewhere] = [await recordedIncident(cloud, officer), await recordedIncident(cloud, officer)];
    const rows = await recordsOf(cloud, 'INCIDENT');
    const row = rows.find((item) => textOf(item, 'id') === id);
    const spare = rows.find((item) => textOf(item, 'id') === elsewhere);
    if (!row || !spare) throw new Error('they are there');
    await overwrite(cloud, 'records', { ...row, sealedWords: spare.sealedWords ?? { B: new Uint8Array() } });
    expect((await readIncident(cloud, officer, id, 'words { nature }')).errors).toHaveLength(1);
    await overwrite(cloud, 'records', { ...row, id: { S: elsewhere } });
    expect((await readIncident(cloud, officer, id, 'state')).errors).toHaveLength(1);
    await overwrite(cloud, 'records', row);
    expect((await readIncident(cloud, officer, id, 'state')).errors).toHaveLength(0);
  });
});

/** Numbers before the headings of a report, in their order. */
const numbersOf = (text: string): readonly number[] =>
  [...text.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, n) => n + 1);

describe('the report', () => {
  test('P7.3: L91 23, D356 28: holds what the authority asks for, to read and as JSON; reported, the clock stops', async () => {
    const words = incidentWords();
    const thief = await cloud.employee('support');
    await read(thief, await registerVerified(cloud));
    const id = await recordedIncident(cloud, officer, { ...words, window: lastHourOf(actorOf(thief)) });
    await countOf(cloud, officer, id);
    const said = await readIncident(cloud, officer, id, 'report { json text }');
    const { json, text } = said.data.incident.report;
    const report = JSON.parse(json);
    expect(report).toMatchObject({ ...words, incidentId: id, affected: 1, article: 'L91 23; D356 28' });
    expect(report.controller.name).toBe('CloudFly');
    expect(report.dataTypes).toHaveLength(2);
    for (const word of [...Object.values(words), 'CloudFly', 'nhạy cảm']) expect(text).toContain(word);
    const english = await readIncident(cloud, officer, id, 'report(language: en) { text }');
    expect(english.data.incident.report.text).toContain('Consequences');
    expect(numbersOf(english.data.incident.report.text)).toEqual(upTo(12));

    const receipt = canary('number ');
    const done = await reportIncident(cloud, officer, { id, receipt });
    expect(done.data.reportIncident).toMatchObject({
      incident: { state: 'REPORTED', secondsLeft: null },
      errors: [],
    });
    expect(done.data.reportIncident.incident.reportedAt).not.toBeNull();
    expect(userErrors(await reportIncident(cloud, officer, { id }))).toEqual(['WRONG_STATE at input.id']);
    const after = await readIncident(cloud, officer, id, 'report { text } reportedBy');
    expect(after.data.incident.report.text).toContain(receipt);
    expect(after.data.incident.reportedBy).toBe(subjectOf(officer));
    expect(await actsUpon(id)).toContain('REPORT_INCIDENT');
  });

  test('P7.3: the clock wakes somebody before and after 72 hours, and a late report says why', async () => {
    const told = () => [lines('incident_report_due_soon'), lines('incident_report_late')];
    const discovered = (hours: number) => ({
      discoveredAt: new Date(Date.now() - hours * 3_600_000).toISOString(),
    });
    await recordedIncident(cloud, officer, discovered(59));
    await clock();
    expect(told()).toEqual([0, 0]);
    await recordedIncident(cloud, officer, discovered(61));
    await clock();
    expect(told()).toEqual([1, 0]);
    const id = await recordedIncident(cloud, officer, discovered(73));
    await clock();
    expect(told()).toEqual([1, 1]);
    const { data } = await readIncident(cloud, officer, id, 'secondsLeft');
    expect(data.incident.secondsLeft).toBeLessThan(0);

    expect(userErrors(await reportIncident(cloud, officer, { id }))).toEqual([
      'REQUIRED at input.lateReason',
    ]);
    const lateReason = canary('late ');
    expect(userErrors(await reportIncident(cloud, officer, { id, lateReason }))).toEqual([]);
    const after = await readIncident(cloud, officer, id, 'report { json text } state');
    expect(numbersOf(after.data.incident.report.text)).toEqual(upTo(12));
    expect(after.data.incident.state).toBe('REPORTED');
    expect(JSON.parse(after.data.incident.report.json).lateReason).toBe(lateReason);
    const row = (await recordsOf(cloud, 'INCIDENT')).find((item) => textOf(item, 'id') === id);
    expect(row?.dueShard).toBeUndefined();
  });

  test('P7.3: what was none is closed unreported by another person alone', async () => {
    const id = await recordedIncident(cloud, officer);
    const conclusion = canary('none ');
    expect(userErrors(await closeIncident(cloud, officer, { id, conclusion }))).toEqual([
      'SAME_PERSON at input.id',
    ]);
    const closed = await closeIncident(cloud, other, { id, conclusion });
    expect(closed.data.closeIncident).toMatchObject({ incident: { state: 'CLOSED' }, errors: [] });
    const late = [
      await reportIncident(cloud, officer, { id }),
      await closeIncident(cloud, officer, { id, conclusion }),
      await amendIncident(cloud, officer, { id, place: 'elsewhere' }),
    ];
    expect(late.flatMap(userErrors)).toEqual(Array(3).fill('WRONG_STATE at input.id'));
    const { data } = await readIncident(cloud, officer, id, 'words { conclusion }');
    expect(data.incident.words.conclusion).toBe(conclusion);
  });
});

test('P7.3: a report without the authority’s receipt is closed by another person alone', async () => {
  const conclusion = canary('closed ');
  const bare = await recordedIncident(cloud, officer);
  expect(userErrors(await reportIncident(cloud, officer, { id: bare }))).toEqual([]);
  expect(userErrors(await closeIncident(cloud, officer, { id: bare, conclusion }))).toEqual([
    'SAME_PERSON at input.id',
  ]);
  expect(userErrors(await closeIncident(cloud, other, { id: bare, conclusion }))).toEqual([]);
  const proven = await recordedIncident(cloud, officer);
  expect(userErrors(await reportIncident(cloud, officer, { id: proven, receipt: canary('A05-') }))).toEqual(
    [],
  );
  expect(userErrors(await closeIncident(cloud, officer, { id: proven, conclusion }))).toEqual([]);
});

describe('those affected', () => {
  test('P7.3, P2.6: are told by mail, each once, whatever they refused and however often it is asked for', async () => {
    const thief = await cloud.employee('support');
    const [one, two, neighbour] = await Promise.all(Array.from({ length: 3 }, () => registerVerified(cloud)));
    if (!one || !two || !neighbour) throw new Error('there are three');
    await read(thief, one);
    await read(thief, two);
    await cloud.ask(
      'mutation R($input: RefuseAllEmailInput!) { refuseAllEmail(input: $input) { errors { code } } }',
      { token: two.token, variables: { input: { idempotencyKey: canary('key-') } } },
    );
    await mailsSettled(cloud);
    const id = await recordedIncident(cloud, officer, { classes: ['identity'] });
    const words = { vi: canary('lời '), en: canary('words ') };
    expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    await amendIncident(cloud, officer, { id, window: lastHourOf(actorOf(thief)) });
    expect(await countOf(cloud, officer, id)).toBe(2);
    await countFinal(cloud, id);
    const told = await Promise.all([
      notifyAffected(cloud, officer, { id, ...words }),
      notifyAffected(cloud, officer, { id, ...words }),
    ]);
    expect(told.flatMap(userErrors)).toEqual([]);
    await eventually(async () => {
      const { data } = await readIncident(cloud, officer, id, 'notifiedAt');
      return data.incident.notifiedAt ?? undefined;
    });
    expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([]);
    await eventually(async () => {
      const { data } = await readIncident(cloud, officer, id, 'notifiedAt');
      return data.incident.notifiedAt ?? undefined;
    });
    await mailsSettled(cloud);
    for (const { email } of [one, two]) {
      const mails = (await mailsTo(cloud, email)).filter(({ text }) => text.includes(words.vi));
      expect(mails).toHaveLength(1);
      expect(mails[0]?.text).toContain('thông tin nhân thân');
      expect(mails[0]?.text).not.toContain(words.en);
    }
    await mailsSettled(cloud);
    const notices = async (customer: Registered) =>
      (await rowsOf(cloud, customer.id, 'MAIL')).filter(
        (mail) => textOf(mail, 'template') === 'INCIDENT_NOTICE',
      );
    expect(await notices(one)).toHaveLength(1);
    expect(await notices(two)).toHaveLength(1);
    expect(textOf((await notices(two))[0], 'purpose')).toBe('SECURITY_NOTICE');
    expect(await notices(neighbour)).toHaveLength(0);
    const affected = await affectedBy(cloud, officer, id);
    expect(affected.map(({ mailId }) => mailId)).not.toContain(null);
    const { audit } = await scanTables(cloud);
    const rows = audit.filter(
      (row) =>
        textOf(row, 'action') === 'NOTIFY_OF_INCIDENT' && textOf(row, 'customerId') === localIdOf(one.id),
    );
    expect(rows).toHaveLength(1);
  });

  test('P7.3, P3.2, P3.6: D356 5(2): restricted or held they are told all the same; to no address that nobody confirmed', async () => {
    const thief = await cloud.employee('support');
    const [restricted, held, erased, going] = await Promise.all(
      Array.from({ length: 4 }, () => registerVerified(cloud)),
    );
    const unsure = await registerCustomer(cloud);
    if (!restricted || !held || !erased || !going) throw new Error('there are four');
    for (const customer of [restricted, held, unsure, erased, going]) await read(thief, customer);
    expect(userErrors(await restrictProcessing(cloud, restricted.token))).toEqual([]);
    await heldByStaff(cloud, await cloud.employee('support'), held.id);
    await grantedErasure(cloud, officer, erased);
    await erasedTo(cloud, officer, erased.id);
    // As if it had been granted this moment, and nothing were destroyed yet.
    const record = { pk: `CUS#${localIdOf(going.id)}`, sk: 'PROFILE' };
    await setRow(cloud, record, { customerState: 'ERASING' });
    const id = await recordedIncident(cloud, officer, { window: lastHourOf(actorOf(thief)) });
    expect(await countOf(cloud, officer, id)).toBe(5);
    const words = { vi: canary('lời '), en: canary('words ') };
    expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([]);
    const settled = ['DELIVERED', 'SUPPRESSED'];
    const affected = await eventually(async () => {
      const all = await affectedBy(cloud, officer, id);
      const isDone = all.every((one) => one.notToldBecause !== null || settled.includes(one.mailState ?? ''));
      return isDone ? all : undefined;
    });
    const of = (customer: Registered) => affected.find(({ customerId }) => customerId === customer.id);
    expect([restricted, held, unsure].map((one) => of(one)?.mailState)).toEqual([
      ...['DELIVERED', 'DELIVERED', 'SUPPRESSED'],
    ]);
    for (const gone of [erased, going])
      expect(of(gone)).toMatchObject({ mailId: null, mailState: null, notToldBecause: 'NO_CUSTOMER' });
    const told = async ({ email }: Registered) =>
      (await mailsTo(cloud, email)).filter(({ text }) => text.includes(words.vi)).length;
    expect(await Promise.all([restricted, held, unsure, erased, going].map(told))).toEqual([1, 1, 0, 0, 0]);
  });

  test('P7.3: who is told goes on where it was killed', async () => {
    const thief = await cloud.employee('support');
    const customers = await Promise.all(Array.from({ length: 3 }, () => registerVerified(cloud)));
    for (const customer of customers) await read(thief, customer);
    const id = await recordedIncident(cloud, officer, { window: lastHourOf(actorOf(thief)) });
    expect(await countOf(cloud, officer, id)).toBe(3);
    await countFinal(cloud, id);
    await mailsSettled(cloud);
    const words = { vi: canary('lời '), en: canary('words ') };
    expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([]);
    await eventually(async () => {
      const { data } = await readIncident(cloud, officer, id, 'notifiedAt');
      return data.incident.notifiedAt ?? undefined;
    });
    await mailsSettled(cloud);
    // As if it had been killed after the mail and before the row of one said so, and for another before both.
    const rows = (await recordsOf(cloud, 'AFFECTED_SUBJECT')).filter(
      (row) => textOf(row, 'incidentId') === id,
    );
    for (const { mailId: _, ...row } of rows.slice(0, 2)) await overwrite(cloud, 'records', row);
    const again = await notifyAffected(cloud, officer, { id, ...words });
    expect(userErrors(again)).toEqual([]);
    await eventually(async () =>
      (await affectedBy(cloud, officer, id)).every(({ mailId }) => mailId !== null) ? true : undefined,
    );
    await mailsSettled(cloud);
    for (const { email } of customers) {
      const mails = (await mailsTo(cloud, email)).filter(({ text }) => text.includes(words.vi));
      expect(mails).toHaveLength(1);
    }
  });
});
