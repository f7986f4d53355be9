import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBeside } from '../harness/beside.ts';
import { awsOf, canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  correspondentOf,
  forgetCorrespondent,
  forgetOverdue,
  mailRowsOf,
  stranger,
  writtenBy,
} from '../harness/correspondents.ts';
import { askFrom } from '../harness/holds.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo, waitForMails } from '../harness/mails.ts';
import { reasons } from '../harness/reading.ts';
import { registerCustomer } from '../harness/register.ts';
import { openedRequest, readRequest, replyToRequest, sendFeedback } from '../harness/requests.ts';
import { changes, recordsOf, scanTables, type Tables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
let officer: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  [support, officer] = await Promise.all([cloud.employee('support'), cloud.employee('privacy_officer')]);
});
afterAll(() => cloud.stop());

/** Rows and keys in which an id stands. Answers to idempotency keys name what they were about for a day. */
const rowsNaming = ({ records, keys }: Tables, id: string): readonly string[] =>
  [...records, ...keys]
    .filter((row) => textOf(row, 'kind') !== 'IDEMPOTENCY' && JSON.stringify(row).includes(id))
    .map((row) => `${textOf(row, 'kind')} ${textOf(row, 'pk')}`);

/** Sealed attachments of somebody, in the bucket of inbound mail. */
async function sealedOf({ s3Url, inboundBucket, environment }: TestCloud, id: string) {
  const s3 = new S3Client({ ...awsOf({ environment }), endpoint: s3Url, forcePathStyle: true });
  const Prefix = `sealed/${id}/`;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: inboundBucket, Prefix }));
  s3.destroy();
  return Contents.map(({ Key }) => Key);
}

const fields = 'correspondent { name email } entries { words }';

test('P1.4: whoever writes without being a customer is told what is kept, how long, and how it is removed; all of it is sealed', async () => {
  const from = stranger();
  const words = canary('words ');
  const { reference, customerId, answer } = await writtenBy(cloud, support, { from, text: words });
  expect(answer.text).toMatch(/Kept until|Lưu đến ngày/);
  expect(answer.text).toContain(reference);
  expect(answer.text).toMatch(/have it removed earlier|xóa sớm hơn/);
  expect(answer.text.replaceAll(/\s+/g, ' ')).toMatch(
    /only from the address registered for it|chỉ được nhận từ địa chỉ đã đăng ký/,
  );
  expect(answer.text).not.toContain(words);
  const field = (name: string) =>
    answer.headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
  expect(field('auto-submitted')).toBe('auto-replied');
  expect(field('reply-to')).toContain(`+${reference.toLowerCase()}@`);

  const named = { customerId, reference };
  const read = await readRequest(cloud, support, named, reasons('support', reference), fields);
  expect(read.data.request.correspondent.email).toBe(from);
  expect(read.data.request.entries[0].words).toContain(words);
  await mailsSettled(cloud);
  const values = { from, words };
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [from], values }] })).toEqual([]);
}, 90_000);

test('P1.4: a correspondent is forgotten when they ask for it: nothing opens any more, no row is left, and the neighbours stay', async () => {
  const [from, neighbour] = [stranger(), stranger()];
  const beside = await writtenBy(cloud, support, { from: neighbour, text: canary() });
  const customer = await registerCustomer(cloud);
  const own = await openedRequest(cloud, customer.token);
  await mailsSettled(cloud);
  const before = await scanTables(cloud);

  const attachments = [{ filename: `${canary('f')}.txt`, content: canary('content ') }];
  const written = await writtenBy(cloud, support, { from, text: canary('words '), attachments });
  const { reference, customerId } = written;
  const named = { customerId, reference };
  await replyToRequest(cloud, support, { ...named, message: canary('answer ') });
  await waitForMails(cloud, from, 2);
  await mailsSettled(cloud);
  expect(await sealedOf(cloud, correspondentOf(customerId))).toHaveLength(1);

  // Not by anybody else's word.
  expect(await forgetCorrespondent(cloud, support, { customerId })).toEqual(['FORBIDDEN']);
  expect(await forgetCorrespondent(cloud, officer, { customerId: customer.id })).toEqual([
    'NOT_FOUND at input.customerId',
  ]);
  const input = { customerId, idempotencyKey: canary('key-') };
  expect(await forgetCorrespondent(cloud, officer, input)).toEqual([]);
  expect(await forgetCorrespondent(cloud, officer, input)).toEqual([]);
  const again = await readRequest(cloud, support, named, reasons('support', reference), fields);
  expect(again.data).toEqual({ request: null });
  await forgetOverdue(cloud);

  const after = await scanTables(cloud);
  const id = correspondentOf(customerId);
  expect(rowsNaming(after, id)).toEqual([]);
  expect(await sealedOf(cloud, id)).toEqual([]);
  expect(
    changes(before, after).filter((line) => !/^\+ (audit|records (IDEMPOTENCY|COUNTER))/.test(line)),
  ).toEqual([]);
  const trail = after.audit.filter(
    (row) => textOf(row, 'customerId') === id && textOf(row, 'action') === 'SHRED_CORRESPONDENT',
  );
  expect(trail.map((row) => textOf(row, 'actor').split(':')[0]).sort()).toEqual(['staff', 'system']);

  // A request of theirs that is named again opens nothing, and the same address begins anew.
  expect(await forgetCorrespondent(cloud, officer, { customerId })).toEqual([
    'NOT_FOUND at input.customerId',
  ]);
  const anew = await writtenBy(cloud, support, { from, subject: `Re: [${reference}]`, text: canary() });
  expect(anew.reference).not.toBe(reference);
  expect(anew.customerId).not.toBe(customerId);

  const read = await readRequest(cloud, support, beside, reasons('support', beside.reference), fields);
  expect(read.data.request.correspondent.email).toBe(neighbour);
  expect((await openedRequest(cloud, customer.token)).length).toBe(own.length);
});

test('P1.4: a correspondent whose days are over is forgotten without anybody asking', async () => {
  const from = stranger();
  const { customerId } = await writtenBy(cloud, support, { from, text: canary() });
  await sendFeedback(cloud, undefined, { message: canary(), email: stranger() });
  const customer = await registerCustomer(cloud);
  await openedRequest(cloud, customer.token);
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const ids = (await recordsOf(cloud, 'CORRESPONDENT')).map((row) => textOf(row, 'id'));
  expect(ids).toContain(correspondentOf(customerId));

  const early = await startBeside(cloud, { functions: ['inboundMail'], hoursAhead: 89 * 24 });
  await forgetOverdue(early);
  await early.stop();
  expect((await recordsOf(cloud, 'CORRESPONDENT')).map((row) => textOf(row, 'id'))).toEqual(ids);

  const late = await startBeside(cloud, { functions: ['inboundMail'], hoursAhead: 91 * 24 });
  await forgetOverdue(late);
  await late.stop();
  const after = await scanTables(cloud);
  for (const id of ids) expect(rowsNaming(after, id)).toEqual([]);
  const gone = new Set(changes(before, after).filter((line) => !line.startsWith('+ audit')));
  expect([...gone].every((line) => line.startsWith('- '))).toBe(true);
  expect([...gone].filter((line) => line.includes('CUSTOMER') || line.includes('CONTACT_STATE'))).toEqual([]);
  const kept = after.records.filter((row) => textOf(row, 'pk').startsWith('CUS#'));
  expect(kept).toHaveLength(before.records.filter((row) => textOf(row, 'pk').startsWith('CUS#')).length);
});

test('P1.4: who gave no address is kept and forgotten all the same, and is written to by nobody', async () => {
  const sent = await sendFeedback(cloud, undefined, { message: canary(), name: canary('n') });
  const { reference } = sent.data.sendFeedback.receipt;
  const { data } = await cloud.ask(
    '{ requests(filter: { kind: FEEDBACK }, first: 50) { nodes { reference customerId } } }',
    {
      token: support,
    },
  );
  const { customerId } = data.requests.nodes.find(
    (node: { reference: string }) => node.reference === reference,
  );
  const all = (await mailsTo(cloud)).length;
  await replyToRequest(cloud, support, { customerId, reference, message: canary() });
  await mailsSettled(cloud);
  expect(await mailRowsOf(cloud, correspondentOf(customerId))).toEqual([
    { template: 'REQUEST_ANSWER', state: 'SUPPRESSED', reason: 'NO_ADDRESS' },
  ]);
  expect(await mailsTo(cloud)).toHaveLength(all);
  expect(await forgetCorrespondent(cloud, officer, { customerId, reason: 'NOT_NEEDED' })).toEqual([]);
  await forgetOverdue(cloud);
  expect(await mailRowsOf(cloud, correspondentOf(customerId))).toEqual([]);
});

test('P1.4: what one visitor sent under a key neither refuses nor answers the feedback of a visitor of another network', async () => {
  const key = canary('key-');
  const send = async (from: string, message: string) => {
    const { data } = await sendFeedback(askFrom(from, cloud), undefined, { message }, key);
    return data.sendFeedback;
  };
  const message = canary('words ');
  const first = await send('127.0.0.11', message);
  const same = await send('127.0.0.12', message);
  const other = await send('127.0.0.13', canary('words '));
  const again = await send('127.0.0.11', message);
  for (const { errors } of [first, same, other, again]) expect(errors).toEqual([]);
  expect(again.receipt.reference).toBe(first.receipt.reference);
  expect(new Set([first, same, other].map(({ receipt }) => receipt.reference)).size).toBe(3);
  const kept = JSON.stringify(await recordsOf(cloud, 'IDEMPOTENCY'));
  for (const address of ['127.0.0.11', '127.0.0.12', '127.0.0.13']) expect(kept).not.toContain(address);
});
