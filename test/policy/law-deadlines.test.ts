import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { deadlineKinds } from '../../lambda/domain/deadline/deadline.ts';
import { toItem } from '../../lambda/store/item.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { requestCorrection } from '../harness/corrections.ts';
import { inDays } from '../harness/days.ts';
import { subjectOf } from '../harness/employees.ts';
import { placeLegalHold } from '../harness/erasures.ts';
import { heldByStaff } from '../harness/holds.ts';
import { recordedIncident } from '../harness/incidents.ts';
import { registerVerified } from '../harness/mails.ts';
import { activeCommitment, legalTeam, verifiedRecipient } from '../harness/recipients.ts';
import { localIdOf, randomPerson } from '../harness/register.ts';
import { assignRequest, openedRequest, requestInformation } from '../harness/requests.ts';
import { closeAccount, ownRights, requestErasure } from '../harness/rights.ts';
import { type Item, overwrite, recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
let officer: string;
let auditor: string;
let legal: string;
/** A clock starts cold each time. */
vi.setConfig({ testTimeout: 90_000 });

interface Deadline {
  readonly kind: string;
  readonly owner: string;
  readonly assignee: string | null;
  readonly customerId: string | null;
  readonly about: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly secondsLeft: number;
  readonly article: string;
}
const query = `query D($first: Int, $after: String, $owner: StaffRole) { deadlines(first: $first, after: $after, owner: $owner) {
  nodes { kind owner assignee customerId about startedAt dueAt secondsLeft article } pageInfo { hasNextPage endCursor } } }`;
const page = (token: string, variables: Record<string, unknown>) => cloud.ask(query, { token, variables });
/** The whole list. */
async function listOf(
  token: string,
  options: { first?: number; owner?: string } = {},
): Promise<readonly Deadline[]> {
  const nodes: Deadline[] = [];
  const { first = 50, owner } = options;
  for (let after: string | undefined; ; ) {
    const { data, errors } = await page(token, { first, after, owner });
    expect(errors).toEqual([]);
    expect(data.deadlines.nodes.length).toBeLessThanOrEqual(first);
    nodes.push(...data.deadlines.nodes);
    if (!data.deadlines.pageInfo.hasNextPage) return nodes;
    after = data.deadlines.pageInfo.endCursor;
  }
}
/** The row of a kind with an id, somewhere else in the due index and with other facts. */
async function moved(kind: string, id: string, at: string, facts: Record<string, string>): Promise<void> {
  const row = (await recordsOf(cloud, kind)).find((item) =>
    [textOf(item, 'id'), textOf(item, 'reference')].includes(id),
  );
  if (!row) throw new Error(`there is a ${kind}`);
  const [, ...name] = textOf(row, 'dueAt').split('#');
  const changed = Object.fromEntries(Object.entries(facts).map(([fact, S]) => [fact, { S }])) as Item;
  await overwrite(cloud, 'records', { ...row, ...changed, dueAt: { S: [at, ...name].join('#') } });
}

/** One clock of each kind, by what it is about. */
let about: Readonly<Record<string, string>>;
let customer: Awaited<ReturnType<typeof registerVerified>>;
beforeAll(async () => {
  cloud = await startTestCloud();
  [support, officer, auditor, legal] = await Promise.all([
    cloud.employee('support'),
    cloud.employee('privacy_officer'),
    cloud.employee('auditor'),
    cloud.employee('legal'),
  ]);
  customer = await registerVerified(cloud);
  const other = await registerVerified(cloud);
  const reference = await openedRequest(cloud, customer.token);
  const taken = await assignRequest(cloud, support, {
    customerId: customer.id,
    reference,
    assignee: subjectOf(support),
  });
  expect(codesOf(taken)).toEqual([]);
  const corrected = await requestCorrection(cloud, customer.token, {
    values: { identityNumber: randomPerson().identityNumber },
    why: 'a new card',
  });
  expect(userErrors(corrected)).toEqual([]);
  expect(userErrors(await requestErasure(cloud, customer.token))).toEqual([]);
  const [right] = await ownRights(cloud, customer.token);
  const team = await legalTeam(cloud);
  const recipient = await verifiedRecipient(cloud, team);
  const commitment = await activeCommitment(cloud, team, recipient.id);
  const asked = await requestInformation(cloud, support, {
    ...{ customerId: customer.id, reference, fields: ['PHONE'], why: 'to call back' },
  });
  expect(userErrors(asked)).toEqual([]);
  const held = await placeLegalHold(cloud, officer, {
    ...{ customerId: other.id, classes: ['payment'], why: canary('court '), until: inDays(30) },
  });
  expect(userErrors(held)).toEqual([]);
  const closed = await registerVerified(cloud);
  expect(userErrors(await closeAccount(cloud, closed.token))).toEqual([]);
  const information = asked.data.requestInformation.informationRequest.id;
  const commitmentId = typeof commitment === 'string' ? commitment : (commitment as { id: string }).id;
  about = {
    FIRST_ANSWER: reference,
    RIGHTS_ANSWER: right.reference,
    RIGHT: right.id,
    CORRECTION: corrected.data.requestCorrection.me.corrections[0].id,
    COMMITMENT_ENDS: commitmentId,
    INFORMATION: information,
    INCIDENT_REPORT: await recordedIncident(cloud, officer),
    EMAIL_HOLD: (await heldByStaff(cloud, support, other.id)).id,
    AUTHORITY: `dis-${'A'.repeat(26)}`,
    LEGAL_HOLD_ENDS: held.data.placeLegalHold.legalHold.id,
    RETENTION: localIdOf(closed.id),
    ERASURE: `E${'0'.repeat(25)}`,
  };
  // As if it had been warned of, and a customer had been reminded: clocks that begin to be shown with that.
  const soon = inDays(20);
  await moved('COMMITMENT', commitmentId, soon, { until: soon, warnedAt: new Date().toISOString() });
  const end = inDays(5);
  await moved('INFORMATION_REQUEST', information, end, { until: end, remindedAt: new Date().toISOString() });
  // An authority that asks: its clock is 24 hours, and it stands in the index at an hour before.
  const due = new Date(Date.now() + 86_400_000).toISOString();
  const place = new Date(Date.now() + 86_400_000 - 3_600_000).toISOString();
  const id = about.AUTHORITY ?? '';
  await overwrite(
    cloud,
    'records',
    toItem({
      ...{ pk: `DISCLOSURE#${id}`, sk: 'DISCLOSURE', kind: 'DISCLOSURE', id, state: 'OPENED' },
      ...{ receivedAt: new Date().toISOString(), answerDueAt: due, openedBy: 'somebody' },
      ...{ dueShard: 'DISCLOSURE#03', dueAt: `${place}#${id}` },
    }),
  );
  // What was erased lately: it stands in the index an hour after it can be certified.
  const erased = { pk: `ERASURE#${localIdOf(other.id)}`, sk: `ERASURE#${about.ERASURE}` };
  const certified = { left: [], held: [], version: 9, startedAt: inDays(-1), cause: 'RETENTION' };
  await overwrite(
    cloud,
    'records',
    toItem({
      ...{ ...erased, kind: 'ERASURE', id: about.ERASURE, customerId: localIdOf(other.id) },
      ...{ ...certified, classes: ['content'], step: 'DONE', suppressesAddress: false },
      ...{
        doneAt: inDays(-1),
        certifiableAt: inDays(6),
        dueShard: 'ERASURE#05',
        dueAt: hourAfter(inDays(6)),
      },
    }),
  );
});
const hourAfter = (instant: string) => new Date(Date.parse(instant) + 3_600_000).toISOString();
afterAll(() => cloud.stop());

describe('deadlines', () => {
  test('P7.3: one list holds every clock with owner, article and time left, the first due first', async () => {
    const list = await listOf(officer);
    // Several of one kind may be there: other rights, requests and corrections of the same customers.
    const shown = Object.fromEntries(
      Object.entries(about).map(([kind, id]) => [
        kind,
        list.find((one) => one.kind === kind && one.about === id),
      ]),
    );
    for (const [kind, one] of Object.entries(shown)) expect([kind, one?.kind]).toEqual([kind, kind]);
    expect(Object.keys(about).sort()).toEqual([...deadlineKinds].sort());
    expect(list.map(({ dueAt }) => dueAt)).toEqual(list.map(({ dueAt }) => dueAt).sort());
    expect(new Set(list.map(({ about: id, kind }) => `${kind} ${id}`)).size).toBe(list.length);
    for (const { dueAt, secondsLeft } of list)
      expect(Math.abs((Date.parse(dueAt) - Date.now()) / 1000 - secondsLeft)).toBeLessThan(30);
    expect(shown).toMatchObject({
      FIRST_ANSWER: {
        owner: 'support',
        assignee: subjectOf(support),
        article: 'D356 5',
        customerId: customer.id,
      },
      RIGHTS_ANSWER: { owner: 'privacy_officer', article: 'D356 5' },
      RIGHT: { owner: 'privacy_officer', article: 'D356 5(4)', customerId: customer.id },
      CORRECTION: { owner: 'privacy_officer', article: 'D356 5(3)' },
      AUTHORITY: { owner: 'legal', article: 'L116 25; D333 16(3)', customerId: null },
      COMMITMENT_ENDS: { owner: 'legal', customerId: null },
      INCIDENT_REPORT: { owner: 'privacy_officer', article: 'L91 23; D356 28', assignee: subjectOf(officer) },
      EMAIL_HOLD: { owner: 'support', article: 'P3.6' },
      INFORMATION: { owner: 'support', article: 'P1.5' },
      LEGAL_HOLD_ENDS: { owner: 'privacy_officer', article: 'P4.4; L91 14', assignee: subjectOf(officer) },
      RETENTION: { owner: 'privacy_officer', article: 'P4.4; L91 14', assignee: null },
      ERASURE: { owner: 'privacy_officer', article: 'D356 5(4)' },
    });
    const incident = shown.INCIDENT_REPORT;
    expect(Date.parse(incident?.dueAt ?? '') - Date.parse(incident?.startedAt ?? '')).toBe(72 * 3_600_000);
  });

  test('P7.3, P6.4: page by page it is the same; each role sees its own', async () => {
    const whole = await listOf(auditor);
    const plain = (list: readonly Deadline[]) => list.map(({ kind, about: id }) => `${kind} ${id}`);
    for (const first of [1, 2, 3]) expect(plain(await listOf(auditor, { first }))).toEqual(plain(whole));
    for (const owner of ['support', 'billing', 'legal', 'privacy_officer'])
      expect(plain(await listOf(officer, { owner }))).toEqual(
        plain(whole.filter((one) => one.owner === owner)),
      );
    const own = plain(whole.filter(({ owner }) => owner === 'legal'));
    expect(own).toHaveLength(2);
    expect(plain(await listOf(legal))).toEqual(own);
    expect(plain(await listOf(legal, { owner: 'legal' }))).toEqual(own);
    expect(codesOf(await page(legal, { owner: 'support' }))).toEqual(['FORBIDDEN']);
    for (const role of ['support', 'billing', 'marketing', 'operator'])
      expect(codesOf(await page(await cloud.employee(role), {}))).toEqual(['FORBIDDEN']);
    expect(codesOf(await page(customer.token, {}))).toEqual(['FORBIDDEN']);
    for (const after of ['x', Buffer.from('2026#A').toString('base64url')])
      expect(codesOf(await page(officer, { after }))).toEqual(['CURSOR_INVALID']);
    expect(codesOf(await page(officer, { first: 51 }))).toEqual(['INVALID_FORMAT']);
  });

  test('P7.3: clocks that run out, and those that have, wake somebody once a day and kind', async () => {
    const lines = (event: string) =>
      cloud.logs
        .filter((line) => line.includes(`"${event}"`))
        .map((line) => /"state":"(\w+)"/.exec(line)?.[1]);
    const clock = async () => {
      const beside = await startBeside(cloud, { functions: ['clock'] });
      for (let n = 0; n < 2; n++) await beside.invoke('clock', {});
      await beside.stop();
    };
    await clock();
    const all = [
      'deadlines_near',
      'deadlines_passed',
      'corrections_overdue',
      'rights_overdue',
      'requests_overdue',
    ];
    expect(all.flatMap(lines)).toEqual([]);
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const past = new Date(Date.now() - 3_600_000).toISOString();
    const id = localIdOf(customer.id);
    expect(id).not.toBe('');
    await moved('REQUEST', about.FIRST_ANSWER ?? '', soon, { answerDueAt: soon });
    await moved('RIGHTS_REQUEST', about.RIGHT ?? '', soon, { rightDueAt: soon });
    await moved('CORRECTION', about.CORRECTION ?? '', past, { decisionDueAt: past });
    const held = new Date(Date.now() - 49 * 3_600_000).toISOString();
    await moved('EMAIL_HOLD', about.EMAIL_HOLD ?? '', held, { heldAt: held });
    const ends = inDays(10);
    await moved('LEGAL_HOLD', about.LEGAL_HOLD_ENDS ?? '', ends, { until: ends });
    await clock();
    // A day may end meanwhile, and be told of anew.
    expect(new Set(lines('deadlines_near'))).toEqual(new Set(['FIRST_ANSWER', 'RIGHT', 'LEGAL_HOLD_ENDS']));
    expect(new Set(lines('deadlines_passed'))).toEqual(new Set(['EMAIL_HOLD']));
    expect(new Set(lines('corrections_overdue'))).toEqual(new Set(['CORRECTION']));
    expect([...lines('rights_overdue'), ...lines('requests_overdue')]).toEqual([]);
    expect(lines('deadlines_near').length).toBeLessThanOrEqual(6);
    const list = await listOf(officer);
    expect(list.slice(0, 2).map(({ kind }) => kind)).toEqual(['CORRECTION', 'EMAIL_HOLD']);
    for (const { secondsLeft } of list.slice(0, 2)) expect(secondsLeft).toBeLessThan(0);
    expect(list.map(({ kind }) => kind)).toContain('LEGAL_HOLD_ENDS');
    // One that is over keeps nothing any more, and is nobody's clock.
    await moved('LEGAL_HOLD', about.LEGAL_HOLD_ENDS ?? '', past, { until: past });
    expect((await listOf(officer)).map(({ kind }) => kind)).not.toContain('LEGAL_HOLD_ENDS');
  });
});
