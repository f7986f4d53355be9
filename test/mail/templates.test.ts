import { describe, expect, it } from 'vitest';
import { mailTemplates, templates } from '../../lambda/domain/mail/templates.ts';
import { languages } from '../../lambda/domain/viewer.ts';
import { purposeNames } from '../../lambda/mail/purpose-names.ts';
import { renderMail } from '../../lambda/mail/render-mail.ts';
import { exampleIn, mailExamples } from '../../local/mail-examples.ts';
import { contrastOf, paintedTexts } from './contrast.ts';
import { frameFor, page, pageOfAll, sender } from './frames.ts';

const plain = (html: string) =>
  html.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('\u00a0', ' ');
/** Without the folding of lines. */
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

it('every template has an example, and every example is what its template takes', () => {
  expect(new Set(mailExamples.map(({ template }) => template))).toEqual(new Set(mailTemplates));
  for (const example of mailExamples)
    for (const language of languages) {
      const { template, variables } = exampleIn(example, language);
      expect(templates[template].variables.safeParse(variables).success, template).toBe(true);
    }
});

describe.each(mailExamples)('$name', (example) => {
  const { template, variables, purpose, reference } = example;
  const kinds = purpose === undefined ? [false] : [false, true];

  for (const language of languages)
    for (const advertising of kinds)
      it(`reads well in ${language}${advertising ? ', as advertising' : ''}`, async () => {
        const frame = frameFor(purpose, advertising, reference);
        const { subject, html, text } = await renderMail(template, language, variables, frame);
        const all = `${subject}${html}${text}`;

        expect(html).toContain(`<html lang="${language}" dir="ltr">`);
        expect(html).toContain('name="viewport" content="width=device-width, initial-scale=1"');
        expect(plain(html)).toContain(`<title>${subject}</title>`);
        expect(all).not.toMatch(/undefined|\[object|NaN|Invalid|null/);
        expect(text).not.toMatch(/<|&nbsp;|&amp;|\u200c/);
        expect(all.normalize('NFC')).toBe(all);
        for (const [image] of html.matchAll(/<img[^>]*>/g)) expect(image).toMatch(/ alt="/);

        expect(subject.length).toBeGreaterThan(10);
        expect(subject.length).toBeLessThanOrEqual(78);
        expect(subject.split('[QC]').length - 1).toBe(advertising ? 1 : 0);
        expect(subject.startsWith('[QC] ')).toBe(advertising);

        const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => plain(link));
        for (const link of links) expect(text).toContain(link);

        const painted = paintedTexts(html);
        expect(painted.length).toBeGreaterThan(5);
        for (const { color, ground, text: words } of painted)
          expect(contrastOf(color, ground), words).toBeGreaterThanOrEqual(4.5);

        const noAnswer = language === 'vi' ? 'không trả lời thư này' : 'do not reply to it';
        expect(flat(text).includes(noAnswer)).toBe(reference === undefined);
        if (reference !== undefined) {
          expect(subject.startsWith(`[${reference}] `)).toBe(true);
          expect(flat(text)).toContain(
            language === 'vi' ? 'có thể trả lời thư này' : 'You can answer this mail',
          );
        }

        for (const part of sender)
          for (const whole of [plain(html), flat(text)]) expect(whole).toContain(part);
        const duty =
          language === 'vi' ? 'không phải quảng cáo, nên được gửi' : 'not advertising, and is therefore sent';
        expect(flat(text).includes(duty)).toBe(purpose === undefined);
        expect(links.includes(page)).toBe(purpose !== undefined);
        expect(links.includes(pageOfAll)).toBe(purpose !== undefined);
        if (purpose) expect(flat(text)).toContain(`: ${purposeNames[purpose][language]}`);
      });
});

describe('what a mail says', () => {
  const rendered = async (name: string, language: 'vi' | 'en') => {
    const example = mailExamples.find((one) => one.name === name);
    if (!example) throw new Error(`no example ${name}`);
    const { template, variables, purpose } = example;
    const mail = await renderMail(template, language, variables, frameFor(purpose));
    return { ...mail, text: flat(mail.text) };
  };

  it('money and instants as their reader writes them, in Vietnam’s time', async () => {
    const vi = await rendered('PAYMENT_CONFIRMATION', 'vi');
    const en = await rendered('PAYMENT_CONFIRMATION', 'en');
    expect(vi.text).toContain('Số tiền: 1.250.000 ₫');
    expect(vi.text).toContain('10:15 ngày 22/11/2026 (giờ Việt Nam)');
    expect(en.text).toContain('Amount: VND 1,250,000');
    expect(en.text).toContain('22 November 2026, 10:15 (Vietnam time)');
    expect((await rendered('BILLING_NOTICE', 'en')).text).toContain('USD 234.50');
    expect((await rendered('BILLING_NOTICE', 'vi')).text).toContain('234,50 US$');
  });

  it('which link leaves CloudFly’s sites, right behind the link (P5.2)', async () => {
    const notice = { vi: 'CloudFly không chịu trách nhiệm', en: 'CloudFly is not responsible' };
    for (const language of languages) {
      for (const name of ['CAMPAIGN.OFF_SITE', 'BILLING_NOTICE']) {
        const { text, html } = await rendered(name, language);
        expect(text).toMatch(new RegExp(`example/\\S+ [^.]*\\. ${notice[language]}`));
        expect(html).toContain(notice[language]);
      }
      expect((await rendered('CAMPAIGN.OWN_SITE', language)).text).not.toContain(notice[language]);
      expect((await rendered('POLICY_CHANGE.STALE', language)).text).not.toContain(notice[language]);
    }
  });

  it('an off-site link has its notice although its campaign does not know it', async () => {
    const words = { subject: 'Tin mới', heading: 'Tin', paragraphs: ['Một'] };
    const action = { label: 'Xem', link: 'https://elsewhere.test/', isOffSite: false };
    const { text } = await renderMail('CAMPAIGN', 'vi', { ...words, action }, frameFor('PROMOTIONS', true));
    expect(flat(text)).toContain('CloudFly không chịu trách nhiệm');
  });

  it('that a link in what staff wrote leaves, right behind the words (P5.2)', async () => {
    const notice = { vi: 'CloudFly không chịu trách nhiệm', en: 'CloudFly is not responsible' };
    const written = (said: string) =>
      [
        ['REQUEST_ANSWER', { reference: 'R', answer: said }],
        ['SERVICE_SUPPORT', { reference: 'R', message: said }],
        ['SERVICE_NOTICE', { kind: 'OUTAGE', service: 'S', details: said }],
      ] as const;
    for (const language of languages)
      for (const said of ['https://elsewhere.test/a', 'https://cloudfly.example/a'])
        for (const [template, variables] of written(said)) {
          const { text, html } = await renderMail(template, language, variables, frameFor(undefined));
          const leaves = said.includes('elsewhere');
          expect(flat(text).split(notice[language]).length - 1, template).toBe(leaves ? 1 : 0);
          expect(plain(html).includes(notice[language]), template).toBe(leaves);
          if (leaves) expect(flat(text)).toMatch(new RegExp(`${said} [^.]*\\. ${notice[language]}`));
        }
  });

  it('to whom nothing proves: when it is answered, and not to answer (P3.6)', async () => {
    const refused = [{ code: 'CUT', count: 1 }] as const;
    const variables = { reference: 'R', refused: [...refused] };
    const told = async (language: 'vi' | 'en', isUnproven: boolean) =>
      flat(
        (await renderMail('REQUEST_RECEIVED', language, { ...variables, isUnproven }, frameFor(undefined)))
          .text,
      );
    const words = {
      vi: { days: '2 ngày làm việc', again: 'xin Quý khách trả lời thư này', limits: /4 MB.*10 MB/ },
      en: { days: 'within 2 working days', again: 'please answer this mail', limits: /4 MB.*10 MB/ },
    };
    for (const language of languages) {
      const { days, again, limits } = words[language];
      for (const isUnproven of [false, true]) {
        const text = await told(language, isUnproven);
        expect(text).toContain(days);
        expect(text).toMatch(limits);
        expect(text.includes(again)).toBe(!isUnproven);
      }
    }
  });

  it('the label of advertising once, whoever wrote it', async () => {
    const subjectOf = async (subject: string, advertising: boolean) => {
      const words = { subject, heading: 'Tin', paragraphs: ['Một'] };
      return (await renderMail('CAMPAIGN', 'vi', words, frameFor('SURVEYS', advertising))).subject;
    };
    for (const said of ['Tin mới', '[QC] Tin mới', '[qc]Tin mới', '[QC] [ QC ] Tin [QC] mới']) {
      expect(await subjectOf(said, true)).toBe('[QC] Tin mới');
      expect(await subjectOf(said, false)).toBe('Tin mới');
    }
  });

  it('what somebody wrote in its own paragraphs and lines, without what is no text', async () => {
    const answer = 'Một\r\nhai\n\n\nba\u2028bốn\u0000\u202enăm <b>sáu</b>';
    const { html } = await renderMail(
      'REQUEST_ANSWER',
      'vi',
      { reference: 'R', answer },
      frameFor(undefined),
    );
    const quoted = plain(html).replaceAll('<!-- -->', '');
    expect(quoted).toMatch(/<p[^>]*>Một<br\/>hai<\/p><p[^>]*>ba<br\/>bốn năm &lt;b&gt;sáu&lt;\/b&gt;<\/p>/);
  });

  it('of a changed policy: which consents do not count any more', async () => {
    const stale = await rendered('POLICY_CHANGE.STALE', 'en');
    expect(stale.text).toContain('promotions');
    expect(stale.text).toContain('customer surveys');
    expect(stale.text).toContain('in force from 01 December 2026, 07:00 (Vietnam time)');
    expect((await rendered('POLICY_CHANGE.NONE_STALE', 'en')).text).not.toContain('does not count any more');
  });

  it('of a refusal: what, when, from when; with nothing to press (D330 37(3)(d))', async () => {
    for (const [language, words] of [
      [
        'vi',
        ['giới thiệu sản phẩm và dịch vụ mới', '10:15 ngày 22/11/2026', 'ngay khi tiếp nhận', '(qua email)'],
      ],
      ['en', ['new products and services', '22 November 2026, 10:15', 'at once', '(by email)']],
    ] as const) {
      const { text, html } = await rendered('REFUSAL_CONFIRMATION', language);
      for (const word of words) expect(text).toContain(word);
      expect(html).not.toContain('href');
    }
  });

  it('a sign-in code in the mail alone, not where a locked screen shows it', async () => {
    for (const language of languages) {
      const { subject, html, text } = await rendered('SIGN_IN_CODE', language);
      expect(text).toContain('480 913');
      expect(subject).not.toContain('480');
      expect(html.split('480 913').length - 1).toBe(1);
      expect(html.indexOf('480 913')).toBeGreaterThan(html.indexOf('<h1'));
    }
  });
});

it('examples in English have English contents: but for names of people and places no word has a Vietnamese letter', () => {
  const names = /Nguyễn Văn Ánh/g;
  for (const example of mailExamples) {
    const said = JSON.stringify(exampleIn(example, 'en').variables).replaceAll(names, '');
    expect(said, example.name).not.toMatch(/[à-ỹđ]/i);
  }
});
