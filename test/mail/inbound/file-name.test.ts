import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { fileName } from '../../../lambda/mail/inbound/file-name.ts';

describe('a name of a file', () => {
  it.each([
    ['hóa đơn.pdf', 'hóa đơn.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\an\\a.pdf', 'a.pdf'],
    ['..', 'attachment-3'],
    ['.profile', 'profile'],
    ['', 'attachment-3'],
    [undefined, 'attachment-3'],
    ['a\r\nb\0.pdf', 'a b.pdf'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe.txt'],
    ['page.HTML', 'page.HTML.txt'],
    ['a.pdf. . ', 'a.pdf'],
    ['e\u0301.pdf', 'é.pdf'],
  ])('%j becomes %j', (said, name) => {
    expect(fileName(said, 3, 'application/pdf')).toBe(name);
  });

  it('keeps its extension when it is cut', () => {
    const name = fileName(`${'a'.repeat(500)}.pdf`, 1, 'application/pdf');
    expect(name).toHaveLength(limits.attachmentName);
    expect(name).toMatch(/a\.pdf$/);
  });

  it('of any characters can be shown and kept, and named again is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (said) => {
        const name = fileName(said, 1, 'image/png');
        expect(name).toMatch(/^[^\p{Cc}/\\<>:"|?*\u202A-\u202E]+$/u);
        expect(name.isWellFormed() && name.length <= limits.attachmentName).toBe(true);
        expect(fileName(name, 1, 'image/png')).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});
