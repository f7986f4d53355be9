import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailAddress, emailIndexForm } from '../../../lambda/domain/input/email-address.ts';
import { parseOrIssues } from './parse-or-issues.ts';

describe('email address', () => {
  it.each([
    ['Nguyen.Van.A@CloudFly.VN', 'Nguyen.Van.A@cloudfly.vn'],
    ['  a@b.vn\n', 'a@b.vn'],
    ["o'brien+tag@sub.example.com", "o'brien+tag@sub.example.com"],
    ['lan@BÁNH-MÌ.vn', 'lan@xn--bnh-m-xqa5f.vn'],
    ['lan@bánh-mì.vn'.normalize('NFD'), 'lan@xn--bnh-m-xqa5f.vn'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('takes %j', (written, address) => {
    expect(parseOrIssues(emailAddress, written)).toBe(address);
  });

  it.each([
    'lan',
    '@example.com',
    'lan@',
    'lan@@example.com',
    'a@b@example.com',
    '.lan@example.com',
    'lan.@example.com',
    'l..an@example.com',
    'lan@example',
    'lan@example.',
    'lan@.example.com',
    'lan@exa_mple.com',
    'lan@-example.com',
    'lan@example-.com',
    'lan@127.0.0.1',
    'lan@0x7f.1',
    'lan@[127.0.0.1]',
    'lan@exam%70le.com',
    'lan@example.com/x',
    'lan@example.com:25',
    '"lan"@example.com',
    'lân@example.com',
    'Lan <lan@example.com>',
    'lan @example.com',
    'lan@example.com, mai@example.com',
    'lan@example.com\r\nBcc: mai@example.com',
  ])('refuses %j', (written) => {
    expect(parseOrIssues(emailAddress, written)).toEqual(['INVALID_FORMAT field']);
  });

  it.each(['lan\0@example.com', 'lan\u200b@example.com', 'lan\u202e@example.com'])(
    'refuses %j',
    (written) => {
      expect(parseOrIssues(emailAddress, written)).toEqual(['UNSUPPORTED_CHARACTER field']);
    },
  );

  it('holds the lengths of RFC 5321', () => {
    expect(parseOrIssues(emailAddress, `${'a'.repeat(65)}@example.com`)).toEqual(['TOO_LONG field']);
    const domain = `${'b'.repeat(60)}.${'b'.repeat(60)}.${'b'.repeat(60)}.com`;
    expect(parseOrIssues(emailAddress, `${'a'.repeat(63)}@${domain}`)).toHaveLength(250);
    expect(parseOrIssues(emailAddress, `${'a'.repeat(63)}@bbbb${domain}`)).toEqual(['INVALID_FORMAT field']);
    expect(parseOrIssues(emailAddress, `${'a'.repeat(63)}@bbbb.${domain}`)).toEqual(['TOO_LONG field']);
  });

  it('takes no card number for a name', () => {
    expect(parseOrIssues(emailAddress, '4111-1111-1111-1111@example.com')).toEqual([
      'CARD_NUMBER_NOT_ACCEPTED field',
    ]);
  });

  it('is the same after a second time, and one index form whatever the case', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (written) => {
        const address = parseOrIssues(emailAddress, written);
        if (typeof address !== 'string') return;
        expect(parseOrIssues(emailAddress, address)).toBe(address);
        const shouted = parseOrIssues(emailAddress, written.toUpperCase());
        expect(emailIndexForm(String(shouted))).toBe(emailIndexForm(address));
      }),
    );
  });

  it('gives one header-safe ASCII line for whatever is thrown at it', () => {
    const near = fc.string({
      unit: fc.constantFrom('a', 'B', '.', '@', '-', 'é', '\r', '\n', '"', '<', ',', '。', '＠', 'vn'),
    });
    fc.assert(
      fc.property(near, (written) => {
        const address = parseOrIssues(emailAddress, written);
        if (typeof address === 'string') expect(address).toMatch(/^[!#-'*+./-9=?A-Z^-~-]+@[a-z0-9.-]+$/);
      }),
      { numRuns: 2000 },
    );
  });
});
