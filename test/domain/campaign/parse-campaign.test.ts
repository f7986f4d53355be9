import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillWords, longestFilling } from '../../../lambda/domain/campaign/fill-words.ts';
import { type GivenCampaign, parseCampaign } from '../../../lambda/domain/campaign/parse-campaign.ts';
import type { GivenWords } from '../../../lambda/domain/campaign/parse-words.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { campaignWords } from '../../../lambda/domain/mail/templates.ts';

const now = new Date('2026-03-02T08:00:00.000Z');
const settings = { ownSites: ['CloudFly.vn'], now };
const good: GivenWords = {
  subject: 'Máy chủ mới',
  heading: 'Chào {{name}}',
  paragraphs: ['Một máy chủ  nhanh hơn.', 'Thân ái, {{ name }}.'],
  action: { label: 'Xem', link: 'https://shop.cloudfly.vn/vps' },
};
const given = (words: Partial<GivenWords> = {}, more: Partial<GivenCampaign> = {}): GivenCampaign => ({
  name: 'spring',
  purpose: 'NEW_PRODUCTS',
  audience: {},
  content: { vi: { ...good, ...words }, en: good },
  startsAt: undefined,
  ...more,
});

function issuesOf(input: GivenCampaign): readonly string[] {
  try {
    parseCampaign(input, settings);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.issues.map(({ code, path }) => `${code} at ${path.join('.')}`);
  }
}
const inVi = (words: Partial<GivenWords>) => issuesOf(given(words));

it('takes good words as they are, in one form, and marks links that lead elsewhere', () => {
  const parsed = parseCampaign(given(), settings);
  expect(parsed.content.vi).toEqual({
    ...good,
    paragraphs: ['Một máy chủ nhanh hơn.', 'Thân ái, {{ name }}.'],
    action: { label: 'Xem', link: 'https://shop.cloudfly.vn/vps', isOffSite: false },
  });
  for (const [link, isOffSite] of [
    ['https://cloudfly.vn', false],
    ['https://CLOUDFLY.VN/a', false],
    ['https://notcloudfly.vn/a', true],
    ['https://cloudfly.vn.example/a', true],
  ] as const) {
    const { content } = parseCampaign(given({ action: { label: 'Xem', link } }), settings);
    expect(content.vi.action?.isOffSite).toBe(isOffSite);
  }
});

it('refuses what may not be sent, and names the field', () => {
  expect(inVi({ subject: '' })).toEqual(['REQUIRED at content.vi.subject']);
  expect(inVi({ subject: 'Tin\r\nBcc: a@b.example' })).toEqual(['INVALID_FORMAT at content.vi.subject']);
  expect(inVi({ subject: 'Chào {{name}}' })).toEqual(['INVALID_FORMAT at content.vi.subject']);
  for (const subject of ['[QC] Tin', 'Tin [ qc ]', '【ＱＣ】 Tin', '(QC) Tin'])
    expect(inVi({ subject })).toEqual(['INVALID_FORMAT at content.vi.subject']);
  expect(inVi({ subject: 'x'.repeat(201) })).toEqual(['TOO_LONG at content.vi.subject']);
  expect(inVi({ heading: `{{name}} ${'x'.repeat(150)}` })).toEqual(['TOO_LONG at content.vi.heading']);
  expect(inVi({ heading: '{{name}} {{phone}}' })).toEqual(['UNKNOWN_VARIABLE at content.vi.heading']);
  expect(inVi({ paragraphs: ['{{name}} {{nam'] })).toEqual(['UNKNOWN_VARIABLE at content.vi.paragraphs.0']);
  expect(inVi({ paragraphs: [] })).toEqual(['REQUIRED at content.vi.paragraphs']);
  expect(inVi({ paragraphs: Array(21).fill('a') })).toEqual(['TOO_LONG at content.vi.paragraphs']);
  expect(inVi({ paragraphs: ['a \u202e b'] })).toEqual(['UNSUPPORTED_CHARACTER at content.vi.paragraphs.0']);
  expect(inVi({ paragraphs: ['4111 1111 1111 1111'] })).toEqual([
    'CARD_NUMBER_NOT_ACCEPTED at content.vi.paragraphs.0',
  ]);
  expect(inVi({ heading: 'Chào', paragraphs: ['a'] })).toEqual(['MISSING_VARIABLE at content.vi']);
  for (const link of ['http://cloudfly.vn', 'javascript:alert(1)', 'https://a:b@cloudfly.vn', 'x', ''])
    expect(inVi({ action: { label: 'Xem', link } })).toEqual(['INVALID_FORMAT at content.vi.action.link']);
  expect(inVi({ action: { label: '{{name}}', link: 'https://cloudfly.vn' } })).toEqual([
    'UNKNOWN_VARIABLE at content.vi.action.label',
  ]);
  expect(issuesOf(given({}, { startsAt: new Date(now.getTime() - 1) }))).toEqual(['IN_THE_PAST at startsAt']);
  expect(issuesOf(given({}, { purpose: 'BILLING_NOTICE' }))).toEqual(['UNKNOWN_PURPOSE at purpose']);
  expect(issuesOf(given({}, { audience: { products: ['vps', ''] } }))).toEqual([
    'REQUIRED at audience.products.1',
  ]);
  // An empty selection must not mean everybody.
  expect(issuesOf(given({}, { audience: { products: [], languages: [] } }))).toEqual([
    'INVALID_FORMAT at audience.languages',
    'INVALID_FORMAT at audience.products',
  ]);
});

it('what was taken always makes a mail, whatever the reader is called', () => {
  const { content } = parseCampaign(given({ heading: `${'x'.repeat(90)} {{name}}` }), settings);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const filled = fillWords(content.vi, { name });
      expect(campaignWords.safeParse(filled).success).toBe(true);
      expect(filled.subject).toBe(content.vi.subject);
      expect(filled.heading.length).toBeLessThanOrEqual(91 + longestFilling);
      expect(filled.heading).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    }),
  );
});

it('a name is put in once and as it is', () => {
  const filled = fillWords(parseCampaign(given(), settings).content.vi, { name: '$& {{name}} \r\nBcc: x' });
  expect(filled.heading).toBe('Chào $& {{name}}  Bcc: x');
  expect(filled.paragraphs[1]).toBe('Thân ái, $& {{name}}  Bcc: x.');
});

const addresses = [
  'http://a.example',
  'HTTPS://CloudFly.vn',
  'ftp://x',
  'www.shop.example',
  'WWW2.a',
  'cloud-fly.com',
  'a.b.co.uk',
  'evil.example/x',
  'evil.example:8080',
  'evil.example?a',
  '192.0.2.1/a',
  'cloudfly.vn.evil.com',
  'cloudfly.vn/vps',
  'someone@evil.com/x',
  'may-chủ.vn',
  'evil\u3002com',
  'ｅｖｉｌ．ｃｏｍ',
  'evil.xn--p1ai',
  'www.{{name}}.a',
  '{{name}}.com',
  'evil.zip',
  'evil.Zip',
  'evil.bond',
  'EVIL.BUZZ',
  'evil.中国',
  'evil.рф',
  'evil.भारत',
  'xn--e1aybc.xn--p1ai',
  'bao-gia.pdf.evil.bond',
];

it('holds no web address in its words, which mail programs would make links of (P5.2)', () => {
  for (const address of addresses)
    for (const text of [address, `Xem ${address}.`, `(${address})`, `${address}, {{name}}`]) {
      expect(inVi({ paragraphs: ['{{name}}', text] })).toEqual(['INVALID_FORMAT at content.vi.paragraphs.1']);
      expect(inVi({ heading: `{{name}} ${text}` })).toEqual(['INVALID_FORMAT at content.vi.heading']);
      if (!text.includes('{{'))
        expect(inVi({ subject: `Tin: ${text}` })).toEqual(['INVALID_FORMAT at content.vi.subject']);
    }
  expect(inVi({ action: { label: 'evil.com', link: 'https://cloudfly.vn' } })).toEqual([
    'INVALID_FORMAT at content.vi.action.label',
  ]);
});

it('takes amounts, dates, versions, names and addresses of mail for what they are', () => {
  for (const text of [
    'VPS 2.0 từ 1.250.000đ/tháng, hay 9.99 USD/tháng; 1.5TB/s; 10.000₫.',
    'Từ 01.02.2026 đến 28.02.2026, 24/7, v.v. và/hoặc 2.000/3.000.',
    'Node.js, Node.js/PHP 8.3, Vue.js? Ubuntu 24.04. TP.HCM/Hà Nội, Q.1, GS.TS, T.P.',
    'Một câu. Hai câu... Ba câu? Bốn: năm. {{name}}. Vâng',
    'Viết cho support@cloudfly.vn, hay xem CloudFly.vn và shop.cloudfly.vn.',
    'IP 192.0.2.1 hay phiên bản 1.2.3.4',
    'Đã xong.Cảm ơn {{name}}.Để biết thêm, đọc bao-gia.pdf, du-lieu.tar.gz hay Log.TXT.',
    'TP.Đà Nẵng, Tp.Hồ Chí Minh, Q.Bình Thạnh, TP.Huế/Vinh. ThS.Đỗ, v.v... ghi file.mp3.',
  ]) {
    expect([text, inVi({ paragraphs: ['{{name}}', text] })]).toEqual([text, []]);
    if (!text.includes('{{')) expect([text, inVi({ subject: text })]).toEqual([text, []]);
  }
});

it('takes letters of any script right behind a dot for an ending, in the subject as elsewhere, and a space for what it is', () => {
  const words = ['evil', 'Evil', 'may-chủ', '163', 'злой', '坏'];
  const scripts = [
    'abcdefghijklmnopqrstuvwxyz',
    'ABCXYZ',
    'абврфя',
    '中国网络',
    'भरतक',
    'ไทยคอม',
    'كتبم',
    '한국닷컴',
  ];
  const last = fc
    .constantFrom(...scripts)
    // Endings of files have at most four letters.
    .chain((letters) =>
      fc.array(fc.constantFrom(...letters), { minLength: /[a-z]/i.test(letters) ? 5 : 2, maxLength: 12 }),
    )
    .map((letters) => letters.join(''));
  const after = fc.constantFrom('', '.', '!', ' nhé', '/a', '?a', ':80');
  fc.assert(
    fc.property(fc.constantFrom(...words), last, after, (word, end, behind) => {
      expect(inVi({ subject: `Xem ${word}.${end}${behind}` })).toEqual([
        'INVALID_FORMAT at content.vi.subject',
      ]);
      expect(inVi({ subject: `Xem ${word}. ${end}` })).toEqual([]);
    }),
  );
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const pairs = letters.flatMap((one) => letters.map((other) => one + other));
  expect(pairs.filter((pair) => inVi({ subject: `evil.${pair}` }).length === 0)).toEqual(['gz', 'js', 'ts']);
});

it('however a domain is written and wherever it stands, it is found; however a number is written, it is none', () => {
  const label = fc.stringMatching(/^[a-zA-Z0-9ạấ]([a-z0-9-]{0,8}[a-z0-9])?$/u);
  const domain = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('com', 'VN', 'io', 'Shop'))
    .map(([labels, last]) => [...labels, last].join('.'))
    .filter((host) => !/(^|\.)cloudfly\.vn$/iu.test(host));
  const around = fc.constantFrom('', ' ', '(', '"', ', ', 'Xem: ', '- ');
  fc.assert(
    fc.property(
      around,
      domain,
      fc.constantFrom('', '.', '!', ')', ' nhé', '/', '/a'),
      (before, host, after) => {
        expect(inVi({ paragraphs: ['{{name}}', `a${before === '' ? ' ' : before}${host}${after}`] })).toEqual(
          ['INVALID_FORMAT at content.vi.paragraphs.1'],
        );
      },
    ),
  );
  const number = fc
    .array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('.'));
  const unit = fc.constantFrom('', 'đ', '₫', ' VND', 'GB', '%', 'đ/tháng', ' USD/tháng', '/12', '.');
  fc.assert(
    fc.property(fc.constantFrom('VPS ', 'Từ ', 'v', ''), number, unit, (before, amount, after) => {
      expect(inVi({ paragraphs: ['{{name}}', `Gói ${before}${amount}${after}`] })).toEqual([]);
    }),
  );
});
