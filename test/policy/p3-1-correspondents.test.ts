import { afterAll, beforeAll, expect, test } from 'vitest';
import { correspondentTemplates } from '../../lambda/domain/mail/send-to-correspondent.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  correspondentOf,
  forgetCorrespondent,
  forgetOverdue,
  mailRowsOf,
  stranger,
  writtenBy,
} from '../harness/correspondents.ts';
import { eventually, mailsSettled, mailsTo, waitForMails } from '../harness/mails.ts';
import { replyToRequest, sendFeedback } from '../harness/requests.ts';
import { overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
let officer: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  [support, officer] = await Promise.all([cloud.employee('support'), cloud.employee('privacy_officer')]);
});
afterAll(() => cloud.stop());

test('P3.1: a correspondent is answered at the address they wrote from, and gets nothing but what answers them', async () => {
  const from = stranger();
  const { reference, customerId } = await writtenBy(cloud, support, { from, text: canary() });
  const answer = canary('answer ');
  const named = { customerId, reference };
  const { data } = await replyToRequest(cloud, support, { ...named, message: answer });
  expect(data.replyToRequest.request).toMatchObject({ state: 'ANSWERED' });
  const [mail] = await waitForMails(cloud, from, 2);
  expect(mail?.destinations).toEqual([from]);
  expect(mail?.text).toContain(answer);
  expect(mail?.text).toMatch(/kept encrypted|lưu mã hóa/);
  expect(mail?.subject.startsWith(`[${reference}] `)).toBe(true);
  await mailsSettled(cloud);
  const rows = await mailRowsOf(cloud, correspondentOf(customerId));
  expect(rows.map(({ template }) => template).sort()).toEqual(['CORRESPONDENT_NOTICE', 'REQUEST_ANSWER']);
  expect(rows.every(({ state }) => state === 'DELIVERED')).toBe(true);

  // Every row that goes to a correspondent is of the closed list; and one that was forged is parked.
  const own = (await recordsOf(cloud, 'MAIL')).find(
    (row) => textOf(row, 'customerId') === correspondentOf(customerId),
  );
  if (!own) throw new Error('there is a mail');
  expect(correspondentTemplates).toEqual(['REQUEST_RECEIVED', 'CORRESPONDENT_NOTICE', 'REQUEST_ANSWER']);
  const forged = { ...own, template: { S: 'SERVICE_NOTICE' }, purpose: { S: 'SERVICE_NOTICE' } };
  const { messageId: _, ...unsent } = forged as Record<string, unknown>;
  const id = textOf(own, 'id').replace(/-.*/, '-0FORGED0000000000000000000');
  const at = new Date().toISOString();
  await overwrite(cloud, 'records', {
    ...unsent,
    id: { S: id },
    sk: { S: `MAIL#${id}` },
    lane: { S: 'operational' },
    state: { S: 'QUEUED' },
    attempt: { N: '0' },
    dueAt: { S: at },
    queuedAt: { S: at },
  });
  const parked = await eventually(async () =>
    (await recordsOf(cloud, 'MAIL')).find(
      (row) => textOf(row, 'id') === id && textOf(row, 'state') === 'FAILED',
    ),
  );
  expect(textOf(parked, 'reason')).toBe('NOT_FOR_CORRESPONDENTS');
  expect(await mailsTo(cloud, from)).toHaveLength(2);
}, 90_000);

test('P3.1: nothing goes to a correspondent who was forgotten before sending began', async () => {
  const from = stranger();
  const { reference, customerId } = await writtenBy(cloud, support, { from, text: canary() });
  await mailsSettled(cloud);
  cloud.ses.setFault(() => ({ kind: 'refuse', code: 'Throttling', status: 400 }));
  await replyToRequest(cloud, support, { customerId, reference, message: canary() });
  await eventually(async () =>
    (await mailRowsOf(cloud, correspondentOf(customerId))).find(({ reason }) => reason === 'Throttling'),
  );
  cloud.ses.setFault(undefined);
  expect(await forgetCorrespondent(cloud, officer, { customerId })).toEqual([]);
  const beside = await startBeside(cloud, { functions: ['clock'], hoursAhead: 1 });
  await beside.invoke('clock', {});
  await beside.stop();
  await forgetOverdue(cloud);
  expect(await mailsTo(cloud, from)).toHaveLength(1);
  expect(await mailRowsOf(cloud, correspondentOf(customerId))).toEqual([]);
});

test('P3.1: what SES tells of a correspondent’s mail settles the mail and marks no address', async () => {
  const states = async () =>
    (await scanTables(cloud)).records.filter((row) => textOf(row, 'kind') === 'CONTACT_STATE');
  const before = await states();
  for (const [fate, state] of [
    ['bounce', 'BOUNCED'],
    ['complaint', 'COMPLAINED'],
  ] as const) {
    const email = `${fate}+${canary()}@simulator.amazonses.com`;
    const sent = await sendFeedback(cloud, undefined, { message: canary(), email });
    const { reference } = sent.data.sendFeedback.receipt;
    const customerId = await whoseIs(reference);
    await replyToRequest(cloud, support, { customerId, reference, message: canary() });
    const [settled] = await eventually(async () => {
      const rows = await mailRowsOf(cloud, correspondentOf(customerId));
      return rows.some((row) => row.state === state) ? rows : undefined;
    });
    expect(settled).toMatchObject({ template: 'REQUEST_ANSWER', state });
  }
  expect(await states()).toEqual(before);
  expect(cloud.logs.filter((line) => line.includes('mail_event_refused'))).toEqual([]);
});

async function whoseIs(reference: string): Promise<string> {
  const { data } = await cloud.ask('{ requests(first: 50) { nodes { reference customerId } } }', {
    token: support,
  });
  return data.requests.nodes.find((node: { reference: string }) => node.reference === reference).customerId;
}
