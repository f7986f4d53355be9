import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitQuoted } from '../../../lambda/mail/inbound/split-quoted.ts';

/** Mails as programs write them, in two languages: what was written, and what was quoted with it. */
const answers: Readonly<Record<string, readonly [written: readonly string[], quoted: readonly string[]]>> = {
  Gmail: [
    ['Vâng, đúng vậy.'],
    ['On Fri, May 1, 2026 at 10:00 AM CloudFly <a@b.example> wrote:', '', '> Xin chào', '> bạn'],
  ],
  'Gmail in Vietnamese': [
    ['Vâng.'],
    ['Vào Th 6, 1 thg 5, 2026 vào lúc 10:00 CloudFly <a@b.example> đã viết:', '', '> Xin chào'],
  ],
  'Gmail, wrapped': [
    ['Yes.'],
    ['On Fri, May 1, 2026 at 10:00 AM CloudFly', '<support@cloudfly.example>', 'wrote:', '> Hello'],
  ],
  'Thunderbird in Vietnamese': [['Vâng.'], ['Vào lúc 10:00 ngày 1/5/2026, CloudFly đã viết:', '> Xin chào']],
  'another language': [['Oui.'], ['Le 1 mai 2026, CloudFly <a@b.example> a écrit :', '> Bonjour']],
  'a phone without marks': [
    ['Yes.'],
    ['On 1 May 2026, at 10:00, CloudFly <a@b.example> wrote:', '', 'Hello', 'again'],
  ],
  Outlook: [['Yes.'], ['-----Original Message-----', 'From: CloudFly', 'Hello', '> older']],
  'Outlook, newer': [
    ['Yes.'],
    ['From: CloudFly <a@b.example>', 'Sent: Friday, May 1, 2026 10:00', 'To: An', 'Subject: x', '', 'Hello'],
  ],
  'Outlook in Vietnamese': [
    ['Vâng.'],
    ['Từ: CloudFly <a@b.example>', 'Đã gửi: 01/05/2026 10:00', 'Đến: An', 'Chủ đề: x', '', 'Xin chào'],
  ],
  'marks alone': [['Yes.'], ['> one', '', '> two']],
};

describe('what a mail quotes', () => {
  it.each(Object.entries(answers))('is told from what was written: %s', (_, [written, quoted]) => {
    expect(splitQuoted([...written, '', ...quoted].join('\n'))).toEqual({
      text: written.join('\n'),
      quoted: quoted.join('\n'),
    });
  });

  it('is told from answers between its lines and below it', () => {
    const text = 'Chào\nOn 1/5/2026 An wrote:\n> one?\n\nYes.\n\n> two?\n> three?\n\nNo.';
    expect(splitQuoted(text)).toEqual({
      text: 'Chào\n\nYes.\n\n\nNo.',
      quoted: 'On 1/5/2026 An wrote:\n> one?\n> two?\n> three?',
    });
  });

  it.each([
    'Hai > một.',
    '> 5 GB is what I need',
    'On Monday your colleague wrote:\nplease pay.\nThat is wrong.',
    'Vào thứ hai anh ấy đã viết: trả tiền.',
    'From: the beginning I was unhappy.\nThat is all.',
    '---------- Forwarded message ---------\nFrom: bank@example.org\nThey ask for money.',
    '>From now on\n',
    '',
  ])('is nothing where it may have been written: %j', (text) => {
    expect(splitQuoted(text)).toEqual({ text: text.trim(), quoted: undefined });
  });

  it('loses no line and makes none, whatever the lines are', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        '> a',
        '>',
        '>From x',
        'On 1 May 2026 at 10:00, An <a@b.example> wrote:',
        'wrote:',
        'Vào',
      ),
      fc.constantFrom('-----Original Message-----', 'From: a', 'To: b', 'Subject: c', 'Sent: d', ' > e'),
      fc.string({ maxLength: 8 }).map((text) => text.replace(/\n/g, '')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const { text, quoted = '' } = splitQuoted(lines.join('\n'));
        const sorted = (all: readonly string[]) =>
          all
            .map((each) => each.trim())
            .filter(Boolean)
            .toSorted();
        expect(sorted([...text.split('\n'), ...quoted.split('\n')])).toEqual(sorted(lines));
      }),
      { numRuns: 500 },
    );
  });
});
