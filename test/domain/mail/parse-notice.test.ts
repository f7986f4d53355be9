import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { parseNotice as parse } from '../../../lambda/domain/mail/parse-notice.ts';

const parseNotice = (input: Parameters<typeof parse>[0]) => parse(input, ['CloudFly.vn', 'cloudfly.example']);
const payment = {
  paymentReference: 'PAY-1',
  paid: { amount: 1_250_000, currency: 'VND' },
  paidAt: new Date('2026-11-22T05:00:00Z'),
};
const notice = { kind: 'OUTAGE', service: 'example.vn' };
const billing = { invoiceNumber: 'INV-1', due: { amount: 1, currency: 'VND' } };
const support = { reference: 'T-1', message: 'Xin chào' };
const card = '4111 1111 1111 1111';

function issuesOf(input: Parameters<typeof parseNotice>[0]): readonly string[] {
  try {
    parseNotice(input);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`.trim());
  }
}

describe('a notice of a service', () => {
  it('is one of four, with the variables of its template', () => {
    expect(parseNotice({ paymentConfirmation: { ...payment, method: null, service: ' Máy chủ ' } })).toEqual({
      template: 'PAYMENT_CONFIRMATION',
      variables: {
        ...{ paymentReference: 'PAY-1', paid: payment.paid, service: 'Máy chủ' },
        paidAt: '2026-11-22T05:00:00.000Z',
      },
    });
    for (const [name, value, template] of [
      ['billingNotice', { ...billing, link: 'https://pay.cloudfly.example/1' }, 'BILLING_NOTICE'],
      ['serviceNotice', notice, 'SERVICE_NOTICE'],
      ['serviceSupport', support, 'SERVICE_SUPPORT'],
    ] as const)
      expect(parseNotice({ [name]: value })).toEqual({ template, variables: value });
  });

  it('keeps the lines of a paragraph, and takes its text in NFC', () => {
    const message = 'Một\r\nhai\tba'.normalize('NFD');
    expect(parseNotice({ serviceSupport: { ...support, message } }).variables).toMatchObject({
      message: 'Một\nhai\tba'.normalize('NFC'),
    });
  });

  it.each<[string, Parameters<typeof parseNotice>[0], readonly string[]]>([
    ['none', {}, ['REQUIRED']],
    ['two', { serviceNotice: notice, serviceSupport: support }, ['INVALID_FORMAT serviceSupport']],
    [
      'nothing within',
      { serviceSupport: {} },
      ['REQUIRED serviceSupport.reference', 'REQUIRED serviceSupport.message'],
    ],
    ['a blank', { serviceNotice: { ...notice, service: '  ' } }, ['REQUIRED serviceNotice.service']],
    [
      'a long line',
      { serviceNotice: { ...notice, service: 'x'.repeat(201) } },
      ['TOO_LONG serviceNotice.service'],
    ],
    [
      'a long text',
      { serviceSupport: { ...support, message: 'x'.repeat(4001) } },
      ['TOO_LONG serviceSupport.message'],
    ],
    ['another kind', { serviceNotice: { ...notice, kind: 'FUN' } }, ['INVALID_FORMAT serviceNotice.kind']],
    [
      'parts of money',
      { billingNotice: { ...billing, due: { amount: 1.5, currency: 'vnd' } } },
      ['INVALID_FORMAT billingNotice.due.amount', 'INVALID_FORMAT billingNotice.due.currency'],
    ],
    [
      'no number',
      { billingNotice: { ...billing, due: { amount: 1e300, currency: 'VND' } } },
      ['INVALID_FORMAT billingNotice.due.amount'],
    ],
    [
      'no instant',
      { paymentConfirmation: { ...payment, paidAt: new Date(Number.NaN) } },
      ['REQUIRED paymentConfirmation.paidAt'],
    ],
    [
      'a script',
      { billingNotice: { ...billing, link: 'javascript:alert(1)' } },
      ['INVALID_FORMAT billingNotice.link'],
    ],
    ...[
      'http://cloudfly.vn/1',
      'https://cloudfly.vn@evil.example/',
      'https://:x@cloudfly.vn/',
      'cloudfly.vn/1',
    ].map((link): [string, Parameters<typeof parseNotice>[0], readonly string[]] => [
      `the link ${link}`,
      { billingNotice: { ...billing, link } },
      ['INVALID_FORMAT billingNotice.link'],
    ]),
    ...[
      { amount: 0, currency: 'VND' },
      { amount: -500, currency: 'VND' },
    ].map((due): [string, Parameters<typeof parseNotice>[0], readonly string[]] => [
      `an amount of ${due.amount}`,
      { billingNotice: { ...billing, due }, paymentConfirmation: null },
      ['INVALID_FORMAT billingNotice.due.amount'],
    ]),
    [
      'a payment of nothing in no currency',
      { paymentConfirmation: { ...payment, paid: { amount: 0, currency: 'ZZZ' } } },
      ['INVALID_FORMAT paymentConfirmation.paid.amount', 'INVALID_FORMAT paymentConfirmation.paid.currency'],
    ],
    [
      'a long link',
      { billingNotice: { ...billing, link: `https://a.example/${'x'.repeat(2000)}` } },
      ['TOO_LONG billingNotice.link'],
    ],
  ])('refuses %s', (_, input, expected) => expect(issuesOf(input)).toEqual(expected));

  it('takes its link as a browser reads it', () => {
    const linkOf = (link: string) => parseNotice({ billingNotice: { ...billing, link } }).variables;
    expect(linkOf('https://cloudfly.vn\\@evil.example/')).toMatchObject({
      link: 'https://cloudfly.vn/@evil.example/',
    });
    expect(linkOf('HTTPS://CLOUDFLY.VN/a b')).toMatchObject({ link: 'https://cloudfly.vn/a%20b' });
    expect(linkOf('https://thanh-toán.example')).toMatchObject({
      link: 'https://xn--thanh-ton-71a.example/',
    });
  });

  it('judges length before anything else looks at a text', () => {
    const many = `${'4111 1111 1111 1111 \u202e https://evil.example/ '.repeat(50_000)}`;
    for (const [kind, name, good, text] of [
      ['serviceSupport', 'message', support, many],
      ['serviceSupport', 'reference', support, many],
      ['billingNotice', 'link', billing, `https://cloudfly.vn/${many}`],
      // As long as it is once it is put together.
      ['serviceSupport', 'message', support, `\u0000${'a'.repeat(4000)}`],
    ] as const)
      expect(issuesOf({ [kind]: { ...good, [name]: text } })).toEqual([`TOO_LONG ${kind}.${name}`]);
    const composed = 'ệ'.repeat(4000);
    const message = composed.normalize('NFD');
    expect(parseNotice({ serviceSupport: { ...support, message } }).variables).toMatchObject({
      message: composed,
    });
  });

  const lines: readonly [string, string, Readonly<Record<string, unknown>>][] = [
    ['paymentConfirmation', 'paymentReference', payment],
    ['paymentConfirmation', 'method', payment],
    ['paymentConfirmation', 'service', payment],
    ['billingNotice', 'invoiceNumber', billing],
    ['billingNotice', 'service', billing],
    ['billingNotice', 'link', { ...billing, link: 'https://a.example/x' }],
    ['serviceNotice', 'service', notice],
    ['serviceSupport', 'reference', support],
    ['serviceSupport', 'service', support],
  ];
  const paragraphs: typeof lines = [
    ['serviceNotice', 'details', notice],
    ['serviceSupport', 'message', support],
  ];

  /** Soft hyphen, tag, filler, variation selector, blank Braille, a pile of marks: what customers' own texts do not take either. */
  const hidden = ['\u00ad', '\u{e0041}', '\u115f', '\ufe0f', '\u2800', '\u0301'.repeat(6), '\ue000'];

  it.each(lines)('takes no header, hidden text or card number in %s.%s', (kind, name, good) => {
    const at = `${kind}.${name}`;
    const start = String(good[name] ?? 'x');
    for (const bad of [
      '\r\nBcc: a@b.example',
      '\n',
      '\u2028x',
      '\u0000',
      '\u202ex',
      '\ud800',
      '\u0085x',
      ...hidden,
    ])
      expect(issuesOf({ [kind]: { ...good, [name]: start + bad } })).toEqual([`UNSUPPORTED_CHARACTER ${at}`]);
    const told = issuesOf({ [kind]: { ...good, [name]: `${start} ${card}` } });
    expect(told).toEqual([`CARD_NUMBER_NOT_ACCEPTED ${at}`]);
  });

  it.each(paragraphs)('takes lines, but no hidden text or card number in %s.%s', (kind, name, good) => {
    const at = `${kind}.${name}`;
    expect(issuesOf({ [kind]: { ...good, [name]: 'a\r\nb\n\nc' } })).toEqual([]);
    for (const bad of ['\u0000', '\u202e', '\u2028', '\u001b', ...hidden])
      expect(issuesOf({ [kind]: { ...good, [name]: `a${bad}b` } })).toEqual([`UNSUPPORTED_CHARACTER ${at}`]);
    for (const number of [card, card.replaceAll(' ', '-'), '４１１１１１１１１１１１１１１１'])
      expect(issuesOf({ [kind]: { ...good, [name]: `a\n${number}\nb` } })).toEqual([
        `CARD_NUMBER_NOT_ACCEPTED ${at}`,
      ]);
  });

  const foreign = [
    'https://evil.example/login',
    'http://cloudfly.vn/x',
    'www.evil.com',
    'evil.com/x',
    'https://cloudfly.vn@evil.com',
    'https://cloudfly.vn:80@evil.com',
    'https://cloudfly.vn/@evil.com',
    'https://cloudfly.vn\\@evil.example/',
    'https://cloudfly.vn.evil.com/',
    'https://evil.com,x.cloudfly.vn/',
    'https://evil.com/cloudfly.vn',
    'evil.com?cloudfly.vn',
    'cloudfly.vn,evil.com',
    'tin cloudfly.vnévil.com',
    'xcloudfly.vn/a',
    // Of an own site, and they lead on.
    'https://cloudfly.vn/redirect?url=https%3A%2F%2Fevil.example%2F',
    'https://cloudfly.vn/go?to=%252F%252Fevil.example',
    'cloudfly.vn/go?next=//evil.example',
    'https://my.cloudfly.vn/#/leave?to=https%3a%2f%2fevil.example',
    'cloudfly.vn//evil.example',
    'evil\u3002com',
    'ｅｖｉｌ．ｃｏｍ/a',
  ];
  const own = [
    'https://cloudfly.vn',
    'HTTPS://Help.CloudFly.vn/a-b?c=1&d=%20#e',
    'https://cloudfly.vn/go?to=https%3A%2F%2Fmy.cloudfly.vn%2Fvps',
    'cloudfly.vn/vps',
    'shop.cloudfly.vn',
    'www.cloudfly.vn',
  ];
  const texts = [...lines.filter(([, name]) => name !== 'link'), ...paragraphs];

  it.each(texts)('holds no address of another web site in %s.%s (P5.2)', (kind, name, good) => {
    const told = (text: string) => issuesOf({ [kind]: { ...good, [name]: text } });
    for (const address of foreign)
      for (const text of [address, `Xem ${address}.`, `(${address})`, `https://cloudfly.vn/a, ${address}`])
        expect([text, told(text)]).toEqual([text, [`INVALID_FORMAT ${kind}.${name}`]]);
    for (const address of own)
      for (const text of [address, `Xem ${address}.`, `(${address})`, `${address}, ${address}: tin`])
        expect([text, told(text)]).toEqual([text, []]);
  });

  it('calls a service by its domain, and nothing else', () => {
    for (const domain of ['khachhang.com', 'khách-hàng.vn', 'shop.khachhang.com.vn']) {
      expect(issuesOf({ serviceNotice: { ...notice, service: domain } })).toEqual([]);
      expect(issuesOf({ serviceSupport: { ...support, reference: domain } })).toEqual([
        'INVALID_FORMAT serviceSupport.reference',
      ]);
    }
  });
});
