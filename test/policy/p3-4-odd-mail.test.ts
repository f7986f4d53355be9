import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Filed, mailDomain, openFiled, replyAddress } from '../harness/filed.ts';
import { mailsSettled, mailsTo, registerVerified, waitForMails } from '../harness/mails.ts';
import { replyToRequest } from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';
import { changes, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let filed: Filed;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  filed = openFiled(cloud);
  support = await cloud.employee('support');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const actions = (before: Awaited<ReturnType<typeof scanTables>>, after: typeof before) =>
  changes(before, after).filter((change) => !/ MAIL| COUNTER| EMAIL|MAIL_BEGUN/.test(change));

test('P3.4: machines answer to nobody: a loop ends, an auto-reply opens nothing, a reply to no-reply is lost nowhere', async () => {
  const { email, id } = await registerVerified(cloud);
  await sendMail(cloud, { from: email, text: 'a person' });
  const reference = (await filed.ofCustomer(id))[0]?.reference ?? '';
  await replyToRequest(cloud, support, { customerId: id, reference, message: 'answer' });
  await mailsSettled(cloud);
  const inbox = (await mailsTo(cloud, email)).length;

  const away = { from: email, headers: { 'Auto-Submitted': 'auto-replied' }, text: 'I am away' };
  await sendMail(cloud, { ...away, to: replyAddress(cloud, reference) });
  expect(await filed.ofCustomer(id)).toMatchObject([{ state: 'ANSWERED', entries: [{}, {}, {}] }]);
  const dropped = [
    await sendMail(cloud, away),
    await sendMail(cloud, { from: email, headers: { 'X-CloudFly-Loop': 'x' } }),
    await sendMail(cloud, { from: email, sender: '', headers: {} }),
    await sendMail(cloud, { from: `no-reply@${mailDomain(cloud)}` }),
    await sendMail(cloud, { from: `x@example.com`, headers: { 'List-Id': '<news.example.com>' } }),
  ];
  for (const mailId of dropped) {
    expect(await filed.mail(mailId)).toMatchObject({
      state: 'DROPPED',
      cause: 'AUTOMATIC',
      dueAt: undefined,
    });
    expect(await filed.bucket.readRaw(mailId, 10)).toBeUndefined();
  }
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, email)).toHaveLength(inbox);
  expect(await mailsTo(cloud, 'x@example.com')).toEqual([]);
  // A customer who writes through a list is filed, and not answered by a machine.
  await sendMail(cloud, {
    from: email,
    to: `no-reply@${mailDomain(cloud)}`,
    headers: { 'List-Id': '<us.mail.example>' },
  });
  expect(await filed.ofCustomer(id)).toHaveLength(2);
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, email)).toHaveLength(inbox);
});

test('P3.4: two machines that answer each other stop after a few answers, and no mail is lost', async () => {
  const from = `${canary('robot')}@customer.example`;
  const count = limits.automaticAnswersPerDay + 2;
  for (let n = 0; n < count; n++) await sendMail(cloud, { from, text: `answer ${n}` });
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, from)).toHaveLength(limits.automaticAnswersPerDay);
  const mail = (await recordsOf(cloud, 'CORRESPONDENT_ADDRESS')).map((row) => textOf(row, 'ownerId'));
  const found = await Promise.all(mail.map((subjectId) => filed.requestsOf(subjectId)));
  const own = found.filter((requests) =>
    requests.some(({ entries }) => /answer 0/.test(entries[0]?.words ?? '')),
  );
  expect(own.flat()).toHaveLength(count);
});

test('P3.4: an empty mail, one for 1,000 recipients and one that is no mail are requests all the same', async () => {
  const { email, id } = await registerVerified(cloud);
  const crowd = Array.from({ length: 1000 }, (_, n) => `p${n}@elsewhere.example`).join(',\r\n ');
  await sendMail(cloud, { from: email, raw: `From: ${email}\r\n\r\n` });
  await sendMail(cloud, {
    from: email,
    raw: `From: ${email}\r\nTo: ${crowd}\r\nSubject: crowd\r\n\r\nwords`,
  });
  await sendMail(cloud, {
    from: email,
    raw: Buffer.concat([
      Buffer.from(`From: ${email}\r\nContent-Type: multipart/mixed; boundary="\r\n\r\n`),
      randomBytes(500),
    ]),
  });
  const requests = await filed.ofCustomer(id);
  expect(requests).toHaveLength(3);
  expect(requests[0]?.entries[0]?.words).toBe('(Thư không có nội dung.)');
  expect(requests[1]?.entries[0]?.words).toBe('crowd\n\nwords');
});

test('P3.4: what is too large is told: the words are kept, the rest is refused as cut', async () => {
  const { email, id } = await registerVerified(cloud);
  const text = `${canary('begin')} ${'a few words more. '.repeat(2000)}`;
  await sendMail(cloud, {
    ...{ from: email, subject: 'large', text },
    attachments: [{ filename: 'large.bin', content: randomBytes(limits.inboundBytes) }],
  });
  const [request] = await filed.ofCustomer(id);
  const [entry] = request?.entries ?? [];
  expect(entry?.words).toContain(text.slice(0, 100));
  const whole = entry?.files.find(({ name }) => name === 'message.txt');
  expect(whole?.content?.toString()).toContain(text.trim());
  expect(entry?.files.filter(({ refused }) => refused === 'CUT').length).toBeGreaterThan(0);
  expect(entry?.files.filter(({ refused }) => refused !== undefined).every(({ content }) => !content)).toBe(
    true,
  );
  const [told] = (await waitForMails(cloud, email, 2)).filter(({ text: words }) =>
    words.includes(request?.reference ?? '?'),
  );
  expect(told?.text).toMatch(/10/);
}, 60_000);

test('P3.4: an event that comes again files nothing again; one that is no receipt is refused', async () => {
  const { email, id } = await registerVerified(cloud);
  const mailId = await sendMail(cloud, { from: email });
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const record = {
    eventSource: 'aws:ses',
    ses: {
      mail: { messageId: mailId, source: email, commonHeaders: { from: [email] } },
      receipt: { recipients: [`support@${mailDomain(cloud)}`], dmarcVerdict: { status: 'PASS' } },
    },
  };
  const { error } = await cloud.invoke('inboundMail', { Records: [record] });
  expect(error).toBeUndefined();
  const odd = [{ Records: [{ ...record, eventSource: 'aws:s3' }] }, { Records: [] }, {}, null];
  // An error: the event is kept whole where the dead ones lie.
  for (const event of odd) expect((await cloud.invoke('inboundMail', event)).error).toBeDefined();
  expect(actions(before, await scanTables(cloud))).toEqual([]);
  expect(await filed.ofCustomer(id)).toHaveLength(1);
  const refused = cloud.logs.filter((line) => line.includes('inbound_receipt_refused'));
  expect(refused).toHaveLength(odd.length);
  expect(refused.some((line) => line.includes(email) || line.includes(mailId))).toBe(false);
});
