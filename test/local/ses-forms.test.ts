import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalSmtp } from '../../local/ses/receive-start.ts';
import { type LocalSes, startSes } from '../../local/ses/start.ts';
import { type Receiving, startReceivingAlone, words } from './receiving.ts';

let receiving: Receiving;
let smtp: LocalSmtp | undefined;
let ses: LocalSes;
beforeAll(async () => {
  receiving = await startReceivingAlone();
  smtp = receiving.smtp;
  ses = await startSes({
    answerDelayMs: 0,
    writeToUs: { address: () => 'support@cloudfly.example', smtp: () => smtp },
  });
});
afterAll(async () => {
  await ses.stop();
  await receiving.smtp.stop();
});

const post = (path: string, form: Readonly<Record<string, string>>, origin: string | undefined = ses.url) =>
  fetch(ses.url + path, {
    method: 'POST',
    headers: origin ? { origin } : {},
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
const page = async (path: string) => (await fetch(ses.url + path)).text();

/** The mail that was kept with these words in it. */
function keptWith(text: string): { readonly id: string; readonly raw: string } {
  for (const [id, stored] of receiving.kept) if (stored.includes(text)) return { id, raw: stored.toString() };
  throw new Error('no such mail came in');
}
const fieldOf = (raw: string, name: string) =>
  new RegExp(`^${name}: *(.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replaceAll(/\s+/g, ' ').trim();

async function productMail(fields: string): Promise<string> {
  const client = new SESClient({
    endpoint: ses.url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const text = `From: CloudFly <no-reply@cloudfly.example>\r\nTo: an@example.com\r\n${fields}\r\nfirst line\r\nsecond\r\n`;
  const { MessageId } = await client.send(
    new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(text) } }),
  );
  client.destroy();
  return MessageId ?? '';
}

describe('the reply form', () => {
  it('answers as the recipient, to where the mail asks for answers, in its thread', async () => {
    const id = await productMail(
      'Reply-To: CloudFly <support+req-abc@cloudfly.example>\r\nReferences: <first@x.example>\r\nSubject: Your request\r\n',
    );
    expect(await page(`/inbox/${id}`)).toContain(`action="/inbox/${id}/reply"`);
    const text = words();
    const answer = await post(`/inbox/${id}/reply`, { text });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/inbox/${id}?sent`]);
    expect(await page(`/inbox/${id}?sent`)).toContain('Your mail was sent');

    const { id: taken, raw } = keptWith(text);
    expect(await receiving.verdicts(taken)).toBe('PASS PASS PASS');
    const { receipt, mail } = await receiving.told(taken);
    expect([mail.source, receipt.recipients]).toEqual([
      'an@example.com',
      ['support+req-abc@cloudfly.example'],
    ]);
    const seen = `<${id}@ap-southeast-1.amazonses.com>`;
    expect(fieldOf(raw, 'In-Reply-To')).toBe(seen);
    expect(fieldOf(raw, 'References')).toBe(`<first@x.example> ${seen}`);
    expect(fieldOf(raw, 'Subject')).toBe('Re: Your request');
    expect(raw).toContain('> first line\r\n> second');
  });

  it('goes to the sender of a mail that names no other, and can be forged', async () => {
    const id = await productMail('Subject: Re: s\r\n');
    const text = words();
    expect((await post(`/inbox/${id}/reply`, { text, forged: 'yes' })).status).toBe(303);
    const { id: taken, raw } = keptWith(text);
    expect(await receiving.verdicts(taken)).toBe('FAIL GRAY FAIL (reject)');
    expect((await receiving.told(taken)).receipt.recipients).toEqual(['no-reply@cloudfly.example']);
    expect(fieldOf(raw, 'Subject')).toBe('Re: s');
  });
});

describe('the form for a new mail', () => {
  it('writes as anybody, to support unless told otherwise', async () => {
    expect(await page('/inbox')).toMatch(/<input id="recipient"[^>]*value="support@cloudfly\.example"/);
    const [text, subject] = [words(), 'Hỏi\r\nBcc: eve@hostile.example'];
    const form = { from: 'an@example.com', to: 'support@cloudfly.example', subject, text };
    const answer = await post('/inbox/write', form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/inbox?sent']);
    const { id, raw } = keptWith(text);
    expect(await receiving.verdicts(id)).toBe('PASS PASS PASS');
    expect(fieldOf(raw, 'Bcc')).toBeUndefined();
  });

  it('says why a mail was not taken', async () => {
    const form = { from: 'an@example.com', subject: 's', text: words() };
    const answer = await post('/inbox/write', { ...form, to: 'a@elsewhere.example' });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('550')]);
    expect((await post('/inbox/write', { ...form, to: '' })).status).toBe(400);
    expect((await post('/inbox/write', { ...form, text: 'x'.repeat(300_000) })).status).toBe(413);
  });
});

describe('the forms', () => {
  it('are taken from the inbox page alone', async () => {
    const text = words();
    const form = { from: 'an@example.com', to: 'support@cloudfly.example', subject: 's', text };
    for (const origin of ['https://hostile.example', 'null', 'http://127.0.0.1:1', ''])
      expect([origin, (await post('/inbox/write', form, origin)).status]).toEqual([origin, 403]);
    expect(() => keptWith(text)).toThrow('no such mail');
    // The browser is told to name this page to itself, which it does not under `no-referrer`.
    expect((await fetch(`${ses.url}/inbox`)).headers.get('referrer-policy')).toBe('same-origin');
  });

  it('are about mails that there are', async () => {
    for (const path of ['/inbox/0-0/reply', '/inbox/reply', '/inbox', '/inbox/write/x'])
      expect([path, (await post(path, { text: 'x' })).status]).toEqual([path, 404]);
  });

  it('wait for the port to be there', async () => {
    smtp = undefined;
    const answer = await post('/inbox/write', { text: 'x' });
    smtp = receiving.smtp;
    expect(answer.status).toBe(503);
  });

  it('are not shown where nobody takes mail', async () => {
    const alone = await startSes();
    try {
      expect(await (await fetch(alone.inboxUrl)).text()).not.toContain('<textarea');
      expect((await fetch(`${alone.inboxUrl}/write`, { method: 'POST', body: 'a=b' })).status).toBe(405);
    } finally {
      await alone.stop();
    }
  });
});
