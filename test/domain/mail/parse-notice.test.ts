import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { parseNotice } from '../../../lambda/domain/mail/parse-notice.ts';

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
    [
      'a long link',
      { billingNotice: { ...billing, link: `https://a.example/${'x'.repeat(2000)}` } },
      ['TOO_LONG billingNotice.link'],
    ],
  ])('refuses %s', (_, input, expected) => expect(issuesOf(input)).toEqual(expected));

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

  it.each(lines)('takes no header, hidden text or card number in %s.%s', (kind, name, good) => {
    const at = `${kind}.${name}`;
    const start = String(good[name] ?? 'x');
    for (const bad of ['\r\nBcc: a@b.example', '\n', '\u2028x', '\u0000', '\u202ex', '\ud800', '\u0085x'])
      expect(issuesOf({ [kind]: { ...good, [name]: start + bad } })).toEqual([`UNSUPPORTED_CHARACTER ${at}`]);
    const told = issuesOf({ [kind]: { ...good, [name]: `${start} ${card}` } });
    expect(told).toEqual([`CARD_NUMBER_NOT_ACCEPTED ${at}`]);
  });

  it.each(paragraphs)('takes lines, but no hidden text or card number in %s.%s', (kind, name, good) => {
    const at = `${kind}.${name}`;
    expect(issuesOf({ [kind]: { ...good, [name]: 'a\r\nb\n\nc' } })).toEqual([]);
    for (const bad of ['\u0000', '\u202e', '\u2028', '\u001b'])
      expect(issuesOf({ [kind]: { ...good, [name]: `a${bad}b` } })).toEqual([`UNSUPPORTED_CHARACTER ${at}`]);
    for (const hidden of [card, card.replaceAll(' ', '-'), '４１１１１１１１１１１１１１１１'])
      expect(issuesOf({ [kind]: { ...good, [name]: `a\n${hidden}\nb` } })).toEqual([
        `CARD_NUMBER_NOT_ACCEPTED ${at}`,
      ]);
  });
});
