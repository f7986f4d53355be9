import { afterAll, beforeAll, expect, test } from 'vitest';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually, mailsTo, type ReceivedMail } from '../harness/mails.ts';
import { servedCustomer } from '../harness/notices.ts';
import { localIdOf } from '../harness/register.ts';
import { ownRequests, replyToRequest } from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';
import { recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
});
afterAll(() => cloud.stop());

const field = (mail: ReceivedMail, name: string): string =>
  mail.headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
/** The newest mail about a request. */
const aboutRequest = (address: string, but: readonly string[] = []) =>
  eventually(async () =>
    (await mailsTo(cloud, address)).find(
      ({ id, subject }) => subject.startsWith('[REQ-') && !but.includes(id),
    ),
  );

test('P2.2: a mail is acknowledged with its reference, when it is answered, and what was not kept of it', async () => {
  const customer = await servedCustomer(cloud, { changes: { language: 'en' } });
  const words = canary('words ');
  await sendMail(cloud, {
    from: customer.email,
    text: words,
    attachments: [
      {
        filename: 'invoice.pdf',
        content: Buffer.from(`MZ${'\0'.repeat(200)}PE`),
        contentType: 'application/pdf',
      },
      { filename: 'note.txt', content: canary('note ') },
    ],
  });
  const answer = await aboutRequest(customer.email);
  const [own] = await ownRequests(cloud, customer.token);
  expect(answer.subject.startsWith(`[${own.reference}] `)).toBe(true);
  expect(flat(answer.text)).toContain('within 2 working days');
  expect(flat(answer.text)).toContain('1 file: a program or a script.');
  expect(answer.text).not.toContain(words);
  expect(answer.text).not.toContain('invoice.pdf');
  expect(field(answer, 'auto-submitted')).toBe('auto-replied');
  expect(field(answer, 'x-auto-response-suppress')).toBe('All');
  expect(field(answer, 'x-cloudfly-loop')).not.toBe('');
  expect(field(answer, 'reply-to')).toBe(`support+${own.reference.toLowerCase()}@cloudfly.example`);
});

test('P2.2: what answers a mail of ours continues its request: by its address, by SES’s id of it, or by its subject alone', async () => {
  const customer = await servedCustomer(cloud);
  const first = canary('first ');
  await sendMail(cloud, { from: customer.email, text: first });
  const received = await aboutRequest(customer.email);
  const [{ reference }] = await ownRequests(cloud, customer.token);
  const named = { customerId: customer.id, reference };
  await replyToRequest(cloud, support, { ...named, message: canary('answer ') });
  const answer = await aboutRequest(customer.email, [received.id]);
  // A person wrote it: whoever is away may say so.
  expect(field(answer, 'auto-submitted')).toBe('');

  const messageId = await eventually(async () => {
    const rows = (await recordsOf(cloud, 'MAIL')).filter(
      (row) => textOf(row, 'customerId') === localIdOf(customer.id),
    );
    return (
      textOf(
        rows.find((row) => textOf(row, 'requestedBy').startsWith('staff:')),
        'messageId',
      ) || undefined
    );
  });
  const ways = {
    address: { to: field(answer, 'reply-to'), subject: 'x' },
    id: { subject: 'x', inReplyTo: `<${messageId}@ap-southeast-1.amazonses.com>` },
    subject: { subject: `Re: ${answer.subject}` },
  };
  const said: string[] = [];
  for (const [name, way] of Object.entries(ways)) {
    said.push(canary(`${name} `));
    await sendMail(cloud, { from: customer.email, text: said.at(-1) ?? '', ...way });
    const requests = await ownRequests(cloud, customer.token);
    expect(requests, name).toHaveLength(1);
    expect(requests[0].state).toBe('OPEN');
  }
  const [own] = await ownRequests(cloud, customer.token);
  const words = own.entries.map((entry: { words: string }) => entry.words).join('\n');
  for (const one of [first, ...said]) expect(words).toContain(one.trim());

  // To anybody else the same signs lead nowhere.
  const other = await servedCustomer(cloud);
  await sendMail(cloud, { from: other.email, ...ways.address, inReplyTo: ways.id.inReplyTo, text: canary() });
  expect((await ownRequests(cloud, customer.token))[0].entries).toHaveLength(own.entries.length);
  const [theirs] = await ownRequests(cloud, other.token);
  expect(theirs.reference).not.toBe(reference);
});
