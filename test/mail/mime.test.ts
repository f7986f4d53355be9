import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { MailRefused } from '../../lambda/domain/mail/transport-errors.ts';
import { buildMime, type MimeInput } from '../../lambda/mail/mime.ts';
import { renderMail } from '../../lambda/mail/render-mail.ts';
import { frameFor } from './frames.ts';

const from = 'CloudFly <no-reply@cloudfly.example>';
const date = new Date('2026-03-02T08:00:00.000Z');
const rendered = { subject: 'Xác nhận địa chỉ', html: '<p>Chào Ánh</p>', text: 'Chào Ánh\n' };
const input: MimeInput = {
  from,
  to: 'a.b+c@example.test',
  mailId: 'MAIL1',
  requestId: 'R-1',
  date,
  rendered,
  refusing: undefined,
  isBulk: false,
};
const parse = async (raw: Uint8Array) => new PostalMime().parse(raw);

describe('a message', () => {
  it('is multipart/alternative in UTF-8, with what responders and readers need', async () => {
    const raw = await buildMime(input);
    const mail = await parse(raw);
    expect(mail).toMatchObject({
      subject: rendered.subject,
      from: { name: 'CloudFly', address: 'no-reply@cloudfly.example' },
      to: [{ address: 'a.b+c@example.test' }],
      messageId: '<MAIL1@cloudfly.example>',
      date: date.toISOString(),
    });
    expect(mail.text?.trim()).toBe('Chào Ánh');
    expect(mail.html?.trim()).toBe(rendered.html);
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-request-id': 'R-1' });
    expect(headers['content-type']).toMatch(/^multipart\/alternative;/);
    const wire = raw.toString('latin1');
    expect(wire).toMatch(/^[\r\n\x20-\x7e]*$/);
    expect(wire).not.toMatch(/[^\r]\n|\r[^\n]/);
    expect(Math.max(...wire.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('is the same bytes for the same input', async () => {
    expect(await buildMime(input)).toEqual(await buildMime(input));
  });

  it('has no header that a value brought, whatever the values are', async () => {
    const names = async (raw: Uint8Array) =>
      (await parse(raw)).headers.map(({ key }) => key).toSorted((a, b) => a.localeCompare(b));
    const usual = await names(await buildMime(input));
    const breaks = fc.constantFrom('\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\u0085', '\0', '\t', ' ', '');
    const hostile = fc
      .tuple(
        fc.string({ unit: 'binary', maxLength: 30 }),
        breaks,
        fc.constantFrom('Bcc: x@evil.test', 'X-Evil: 1', ''),
      )
      .map(([start, lineBreak, header]) => `${start}${lineBreak}${header}${lineBreak}y`);
    await fc.assert(
      fc.asyncProperty(
        hostile,
        hostile,
        hostile,
        hostile,
        hostile,
        async (mailId, requestId, subject, html, text) => {
          const raw = await buildMime({ ...input, mailId, requestId, rendered: { subject, html, text } });
          expect(await names(raw)).toEqual(usual);
          expect((await parse(raw)).bcc ?? []).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  }, 30_000);

  it('refuses addresses that cannot be written to, without repeating them', async () => {
    const bad = {
      'nguyễn@example.test': 'ADDRESS_LOCAL_PART_NOT_ASCII',
      'a@x.test\r\nBcc: b@x.test': 'ADDRESS_INVALID',
      'a@x.test, b@x.test': 'ADDRESS_INVALID',
      '"a b"@x.test': 'ADDRESS_INVALID',
      '<a@x.test>': 'ADDRESS_INVALID',
      'a@': 'ADDRESS_INVALID',
      '@x.test': 'ADDRESS_INVALID',
      a: 'ADDRESS_INVALID',
    };
    for (const [to, code] of Object.entries(bad))
      await expect(buildMime({ ...input, to }), to).rejects.toEqual(new MailRefused(code));
  });

  it('writes an international domain in ASCII', async () => {
    const { to } = await parse(await buildMime({ ...input, to: 'a@thư.example' }));
    expect(to).toMatchObject([{ address: 'a@xn--th-e0a.example' }]);
  });
});

describe('the templates', () => {
  const link = 'https://links.example/links/verify-email/a.b';

  for (const language of ['vi', 'en'] as const)
    it(`speak ${language}, in HTML and in plain text`, async () => {
      const mail = await renderMail('EMAIL_VERIFICATION', language, { link, hours: 48 }, frameFor(undefined));
      const taken = await renderMail('ADDRESS_TAKEN', language, {}, frameFor(undefined));
      for (const { html, text, subject } of [mail, taken]) {
        expect(html).toContain(`lang="${language}"`);
        expect(html).toContain('CloudFly');
        expect(text).toContain('CloudFly');
        expect(subject).not.toBe('');
        expect(text).not.toMatch(/<|&nbsp;|undefined|\u200c/);
        expect(`${html}${text}${subject}`.normalize('NFC')).toBe(`${html}${text}${subject}`);
      }
      expect(mail.html).toContain(`href="${link}"`);
      expect(mail.text).toContain(link);
      expect(mail.text).toContain('48');
      expect(taken.html).not.toContain('href');
    });

  it('escape what is filled in', async () => {
    const { html } = await renderMail(
      'EMAIL_VERIFICATION',
      'en',
      { link: `${link}"x`, hours: 1 },
      frameFor(undefined),
    );
    expect(html).not.toContain(`${link}"x`);
  });
});
