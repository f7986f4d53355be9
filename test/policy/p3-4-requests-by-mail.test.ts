import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Filed, mailDomain, openFiled, replyAddress } from '../harness/filed.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo, registerVerified, waitForMails } from '../harness/mails.ts';
import { localIdOf } from '../harness/register.ts';
import { closeRequest, replyToRequest } from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';
import { recordsOf, scanTables, textOf } from '../harness/tables.ts';

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

test('P3.4: a mail from a customer’s verified, authenticated address becomes the customer’s request, sealed, and is acknowledged', async () => {
  const { email, id } = await registerVerified(cloud);
  const [subject, text, name] = [canary('subject'), canary('words'), canary('name')];
  const file = { filename: `${name}.txt`, content: canary('file') };
  const mailId = await sendMail(cloud, { from: `An <${email}>`, subject, text, attachments: [file] });

  const [request, ...more] = await filed.ofCustomer(id);
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    kind: 'SUPPORT',
    channel: 'MAIL',
    state: 'OPEN',
    subjectId: localIdOf(id),
  });
  expect(request).not.toHaveProperty('isUnproven');
  expect(request?.entries).toMatchObject([
    {
      words: `${subject}\n\n${text}`,
      author: `customer:${localIdOf(id)}`,
      files: [{ name: `${name}.txt`, contentType: 'text/plain', refused: undefined }],
    },
  ]);
  expect(request?.entries[0]?.files[0]?.content?.toString()).toBe(file.content);

  const [acknowledgment] = (await waitForMails(cloud, email, 2)).filter(({ text: words }) =>
    words.includes(request?.reference ?? '?'),
  );
  expect(acknowledgment).toBeDefined();
  expect(acknowledgment?.text).not.toContain(text);

  // The raw mail, the only clear copy, is gone, and nothing is due.
  expect(await filed.bucket.readRaw(mailId, 10)).toBeUndefined();
  expect(await filed.mail(mailId)).toMatchObject({ state: 'FILED', dueAt: undefined });
  await mailsSettled(cloud);
  const values = { subject, text, name, content: file.content, email };
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [email], values }] })).toEqual([]);
  const { audit } = await scanTables(cloud);
  const told = audit.filter((row) => textOf(row, 'mailId') === mailId);
  expect(told.map((row) => [textOf(row, 'action'), textOf(row, 'actor')]).sort()).toEqual([
    ['FILE_MAIL', 'system:inboundMail'],
    ['RECEIVE_MAIL', 'system:inboundMail'],
  ]);
  expect(told.some((row) => textOf(row, 'reference') === request?.reference)).toBe(true);
}, 60_000);

test('P3.4: a reply continues the request: by the address, by what it answers, by the subject; and opens it again', async () => {
  const { email, id } = await registerVerified(cloud);
  const messageId = `<${canary('m')}@mail.example>`;
  await sendMail(cloud, { from: email, messageId, text: 'first' });
  const reference = (await filed.ofCustomer(id))[0]?.reference ?? '';
  const answer = () => replyToRequest(cloud, support, { customerId: id, reference, message: 'answer' });

  await answer();
  await sendMail(cloud, { from: email, to: replyAddress(cloud, reference), text: 'by address' });
  expect(await filed.ofCustomer(id)).toMatchObject([{ state: 'OPEN', reference }]);
  await answer();
  const byReference = `<${canary('m')}@mail.example>`;
  await sendMail(cloud, {
    ...{ from: email, to: `no-reply@${mailDomain(cloud)}`, messageId: byReference },
    references: ['<nobody@knows.example>', messageId],
    text: 'by references',
  });
  await answer();
  await sendMail(cloud, { from: email, inReplyTo: byReference, text: 'by in-reply-to' });
  await answer();
  await sendMail(cloud, { from: email, subject: `AW: [${reference}] x`, text: 'by subject' });
  const [request, ...more] = await filed.ofCustomer(id);
  expect(more).toEqual([]);
  expect(request?.entries.map(({ words }) => /answer|first|by .*/.exec(words)?.[0])).toEqual([
    'first',
    ...[
      'answer',
      'by address',
      'answer',
      'by references',
      'answer',
      'by in-reply-to',
      'answer',
      'by subject',
    ],
  ]);
  // Only what began the request was acknowledged; four answers of staff went out, and the verification.
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, email)).toHaveLength(6);

  await answer();
  expect(
    (await closeRequest(cloud, support, { customerId: id, reference })).data.closeRequest.errors,
  ).toEqual([]);
  await sendMail(cloud, { from: email, to: replyAddress(cloud, reference), text: 'after it was closed' });
  expect((await filed.ofCustomer(id)).map(({ state }) => state).sort()).toEqual(['CLOSED', 'OPEN']);
});

test('P3.4: a reply to what the product sent finds its request by the message id', async () => {
  const { email, id } = await registerVerified(cloud);
  await sendMail(cloud, { from: email, text: 'first' });
  const reference = (await filed.ofCustomer(id))[0]?.reference ?? '';
  const [acknowledgment] = (await waitForMails(cloud, email, 2)).filter(({ subject }) =>
    subject.includes(reference),
  );
  await mailsSettled(cloud);
  const rows = (await recordsOf(cloud, 'MAIL')).filter((row) => textOf(row, 'reference') === reference);
  const sesId = textOf(rows[0], 'messageId');
  expect(acknowledgment).toBeDefined();
  await sendMail(cloud, { from: email, inReplyTo: `<${sesId}@email.amazonses.com>`, text: 'again' });
  const [request, ...more] = await filed.ofCustomer(id);
  expect(more).toEqual([]);
  expect(request?.entries.at(-1)?.words).toContain('again');
});

test('P3.4: another customer’s request is not continued, whatever names it', async () => {
  const [owner, other] = await Promise.all([registerVerified(cloud), registerVerified(cloud)]);
  const messageId = `<${canary('m')}@mail.example>`;
  await sendMail(cloud, { from: owner.email, messageId, text: 'mine' });
  const reference = (await filed.ofCustomer(owner.id))[0]?.reference ?? '';
  await sendMail(cloud, {
    from: other.email,
    to: replyAddress(cloud, reference),
    subject: `Re: [${reference}]`,
    references: [messageId],
    text: 'not mine',
  });
  expect((await filed.ofCustomer(owner.id)).flatMap(({ entries }) => entries)).toHaveLength(1);
  const [own] = await filed.ofCustomer(other.id);
  expect(own?.reference).not.toBe(reference);
  expect(own?.entries).toMatchObject([{ words: expect.stringContaining('not mine') }]);
});

test('P1.4 P3.4: an unknown sender becomes a correspondent, with a notice; authenticated, they are known again', async () => {
  const from = `${canary('stranger')}@customer.example`;
  const [text, name] = [canary('words'), canary('name')];
  const messageId = `<${canary('m')}@customer.example>`;
  const first = await filed.filed(await sendMail(cloud, { from: `${name} <${from}>`, messageId, text }));
  expect(first).toMatchObject({
    subjectId: expect.stringMatching(/^cor-/),
    ...{ kind: 'SUPPORT', channel: 'MAIL', state: 'OPEN' },
  });
  expect(first.entries).toMatchObject([{ author: `correspondent:${first.subjectId}`, isUnproven: false }]);
  const [notice] = await waitForMails(cloud, from, 1);
  expect(notice?.text).toContain(first.reference);

  const again = await filed.filed(await sendMail(cloud, { from, text: 'another' }));
  expect(again.subjectId).toBe(first.subjectId);
  expect(again.reference).not.toBe(first.reference);
  const reply = await filed.filed(await sendMail(cloud, { from, references: [messageId], text: 'a reply' }));
  expect(reply.reference).toBe(first.reference);
  expect(reply.entries).toHaveLength(2);
  await mailsSettled(cloud);
  const values = { text, name, from };
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [from], values }] })).toEqual([]);
});
