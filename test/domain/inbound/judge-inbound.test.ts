import { describe, expect, test } from 'vitest';
import { type Verdict, verdicts } from '../../../lambda/domain/inbound/inbound-mail.ts';
import {
  type InboundOutcome,
  judgeInbound,
  proofOf,
  type WeighedMail,
} from '../../../lambda/domain/inbound/judge-inbound.ts';

const yesNo = [true, false] as const;
const scanned = ['PASS', 'FAIL', 'PROCESSING_FAILED'] as const;

/** Every mail there can be, as it is judged. */
function* everyMail(): Generator<WeighedMail> {
  const served = [
    { spf: 'PASS', dkim: 'FAIL', isEnvelopeAligned: true },
    { spf: 'GRAY', dkim: 'PASS', isEnvelopeAligned: false },
  ] as const;
  const arrivals = [
    { namesUs: true, isDuplicate: false },
    { namesUs: false, isDuplicate: false },
    { namesUs: true, isDuplicate: true },
  ];
  for (const dmarc of verdicts)
    for (const spam of scanned)
      for (const virus of scanned)
        for (const { spf, dkim, isEnvelopeAligned } of served)
          for (const automatic of ['MACHINE', 'BULK', undefined] as const)
            for (const sender of ['CUSTOMER', 'HELD_CUSTOMER', 'CORRESPONDENT', 'UNKNOWN'] as const)
              for (const continues of ['OPEN', 'ANSWERED', undefined] as const)
                for (const isOneSender of yesNo)
                  for (const isRefused of yesNo)
                    for (const hasWords of yesNo)
                      for (const losesFiles of yesNo)
                        for (const arrival of arrivals)
                          yield {
                            verdicts: { spf, dkim, dmarc, spam, virus },
                            ...{ isOneSender, automatic, sender, continues, isRefused, hasWords, losesFiles },
                            ...{ isEnvelopeAligned, ...arrival },
                          };
}

const all = [...everyMail()].map((mail) => ({ mail, outcome: judgeInbound(mail), proof: proofOf(mail) }));
const filed = all.flatMap(({ outcome, ...rest }) =>
  outcome.do === 'FILED' ? [{ ...rest, outcome, filing: outcome }] : [],
);

const mail = (changes: Partial<Omit<WeighedMail, 'verdicts'>> & Partial<WeighedMail['verdicts']> = {}) => {
  const { spf = 'PASS', dkim = 'PASS', dmarc = 'PASS', spam = 'PASS', virus = 'PASS', ...rest } = changes;
  return judgeInbound({
    verdicts: { spf, dkim, dmarc, spam, virus },
    isOneSender: true,
    isEnvelopeAligned: true,
    namesUs: true,
    isDuplicate: false,
    automatic: undefined,
    sender: 'CUSTOMER',
    continues: undefined,
    isRefused: false,
    hasWords: true,
    losesFiles: false,
    ...rest,
  });
};
const place = (outcome: InboundOutcome): string =>
  outcome.do === 'FILED'
    ? [
        outcome.subject,
        outcome.quarantine,
        outcome.isContinued ? 'continued' : 'new',
        outcome.reopens && 'reopens',
        outcome.isUnproven && 'unproven',
        outcome.isAnswered && 'answered',
        outcome.counts && 'counts',
      ]
        .filter(Boolean)
        .join(' ')
    : outcome.do;

test.each([
  [{}, 'CUSTOMER new answered counts'],
  [{ continues: 'OPEN' }, 'CUSTOMER continued reopens counts'],
  [{ continues: 'ANSWERED' }, 'CUSTOMER continued reopens counts'],
  [{ continues: 'OPEN', losesFiles: true }, 'CUSTOMER continued reopens answered counts'],
  [{ dmarc: 'GRAY' }, 'CUSTOMER new unproven answered'],
  [{ dmarc: 'GRAY', continues: 'OPEN' }, 'CUSTOMER continued unproven'],
  [{ dmarc: 'PROCESSING_FAILED', continues: 'OPEN' }, 'FRESH AUTHENTICATION_FAILED new unproven'],
  [{ dmarc: 'PROCESSING_FAILED', sender: 'UNKNOWN' }, 'FRESH AUTHENTICATION_FAILED new unproven'],
  [{ namesUs: false }, 'CUSTOMER new answered'],
  [{ namesUs: false, continues: 'ANSWERED' }, 'CUSTOMER continued reopens'],
  [{ isDuplicate: true }, 'DROPPED'],
  [{ isDuplicate: true, isRefused: true }, 'REFUSED'],
  [{ isDuplicate: true, sender: 'HELD_CUSTOMER' }, 'DROPPED'],
  [{ isDuplicate: true, dmarc: 'GRAY' }, 'CUSTOMER new unproven answered'],
  [{ isDuplicate: true, spam: 'FAIL' }, 'FRESH SPAM new'],
  [{ dmarc: 'GRAY', continues: 'ANSWERED' }, 'CUSTOMER new unproven answered'],
  [{ dmarc: 'FAIL' }, 'FRESH AUTHENTICATION_FAILED new unproven'],
  [{ dmarc: 'FAIL', sender: 'HELD_CUSTOMER' }, 'FRESH AUTHENTICATION_FAILED new unproven'],
  [{ isOneSender: false }, 'FRESH AUTHENTICATION_FAILED new unproven'],
  [{ spam: 'FAIL' }, 'FRESH SPAM new'],
  [{ spam: 'FAIL', virus: 'FAIL' }, 'FRESH VIRUS new'],
  [{ sender: 'HELD_CUSTOMER' }, 'CUSTOMER ADDRESS_HELD new'],
  [{ sender: 'HELD_CUSTOMER', continues: 'OPEN' }, 'CUSTOMER ADDRESS_HELD new'],
  [{ sender: 'HELD_CUSTOMER', dmarc: 'GRAY' }, 'CUSTOMER ADDRESS_HELD new unproven'],
  [{ sender: 'UNKNOWN' }, 'FRESH new answered'],
  [{ sender: 'UNKNOWN', dmarc: 'GRAY', dkim: 'GRAY' }, 'FRESH new unproven answered'],
  [{ sender: 'UNKNOWN', dmarc: 'GRAY', spf: 'FAIL' }, 'FRESH new unproven'],
  [{ sender: 'UNKNOWN', dmarc: 'GRAY', isEnvelopeAligned: false }, 'FRESH new unproven'],
  [{ sender: 'CORRESPONDENT' }, 'CORRESPONDENT new answered'],
  [{ sender: 'CORRESPONDENT', continues: 'ANSWERED' }, 'CORRESPONDENT continued reopens'],
  [{ automatic: 'MACHINE' }, 'DROPPED'],
  [{ automatic: 'MACHINE', continues: 'ANSWERED' }, 'CUSTOMER continued'],
  [{ automatic: 'MACHINE', continues: 'OPEN', dmarc: 'GRAY' }, 'DROPPED'],
  [{ automatic: 'MACHINE', sender: 'HELD_CUSTOMER', continues: 'OPEN' }, 'DROPPED'],
  [{ automatic: 'MACHINE', continues: 'OPEN', virus: 'FAIL' }, 'DROPPED'],
  [{ automatic: 'MACHINE', sender: 'CORRESPONDENT', continues: 'OPEN' }, 'DROPPED'],
  [{ automatic: 'BULK', sender: 'UNKNOWN' }, 'DROPPED'],
  [{ automatic: 'BULK' }, 'CUSTOMER new counts'],
  [{ automatic: 'BULK', dmarc: 'FAIL' }, 'FRESH AUTHENTICATION_FAILED new unproven'],
  [{ isRefused: true, hasWords: false }, 'REFUSED'],
  [{ isRefused: true, hasWords: false, sender: 'HELD_CUSTOMER', dmarc: 'FAIL' }, 'REFUSED'],
  [{ isRefused: true }, 'CUSTOMER new answered counts'],
  [{ isRefused: true, automatic: 'MACHINE' }, 'REFUSED'],
  [{ hasWords: false }, 'CUSTOMER new answered counts'],
] as const)('P3.4 P3.6: a mail that is %o becomes %s', (changes, expected) => {
  expect(place(mail(changes))).toBe(expected);
});

describe('of every combination', () => {
  test('there are many, and each has an outcome', () => {
    expect(all.length).toBe(4 * 3 ** 2 * 2 * 3 * 4 * 3 * 2 ** 4 * 3);
    expect(new Set(all.map(({ outcome }) => outcome.do))).toEqual(new Set(['FILED', 'REFUSED', 'DROPPED']));
  });

  test('P3.6: what fails is nobody’s: no customer’s, no hold, no answer to anybody', () => {
    const failed = filed.filter(
      ({ mail: { verdicts: found, isOneSender } }) =>
        !isOneSender ||
        found.dmarc === 'PROCESSING_FAILED' ||
        [found.dmarc, found.spam, found.virus].includes('FAIL' satisfies Verdict),
    );
    expect(failed.length).toBeGreaterThan(1000);
    for (const { filing } of failed)
      expect(filing).toMatchObject({
        subject: 'FRESH',
        quarantine: expect.stringMatching(/^(?:VIRUS|SPAM|AUTHENTICATION_FAILED)$/),
        ...{ isContinued: false, reopens: false, isAnswered: false, counts: false },
      });
  });

  test('P3.6: nothing is done on the word of what nothing proves', () => {
    const unproven = filed.filter(({ proof }) => proof === 'UNPROVEN');
    expect(unproven.length).toBeGreaterThan(1000);
    for (const { filing } of unproven) {
      expect(filing.counts || filing.reopens).toBe(false);
      expect(filing.isUnproven || filing.quarantine !== undefined).toBe(true);
      expect(filing.subject).not.toBe('CORRESPONDENT');
    }
    expect(filed.filter(({ proof, filing }) => proof === 'AUTHENTICATED' && filing.isUnproven)).toEqual([]);
    expect(filed.filter(({ proof, filing }) => proof === 'FAILED' && !filing.isUnproven)).toEqual([]);
  });

  test('P3.6: from a held address everything waits, in requests of their own', () => {
    const held = filed.filter(
      ({ mail: { sender }, filing }) => sender === 'HELD_CUSTOMER' && filing.subject === 'CUSTOMER',
    );
    expect(held.length).toBeGreaterThan(100);
    for (const { filing } of held)
      expect(filing).toMatchObject({ quarantine: 'ADDRESS_HELD', isContinued: false, isAnswered: false });
  });

  test('P3.4: machines are answered by nothing and open nothing', () => {
    const automatic = filed.filter(({ mail: { automatic: found } }) => found !== undefined);
    expect(automatic.some(({ filing }) => filing.isAnswered)).toBe(false);
    const machines = automatic.filter(({ mail: { automatic: found } }) => found === 'MACHINE');
    expect(machines.length).toBeGreaterThan(10);
    for (const { filing } of machines)
      expect(filing).toMatchObject({ subject: 'CUSTOMER', isContinued: true, reopens: false, counts: false });
  });

  test('P3.1 P3.6: a stranger whom nothing proves is answered where the very domain’s host sent it, and on no other word', () => {
    const answered = filed.filter(
      ({ filing }) => filing.subject === 'FRESH' && filing.isUnproven && filing.isAnswered,
    );
    expect(answered.length).toBeGreaterThan(10);
    for (const { mail: given } of answered)
      expect([given.verdicts.spf, given.isEnvelopeAligned]).toEqual(['PASS', true]);
  });

  test('P3.6: what was written to somebody else, or is here already, counts for no hold', () => {
    expect(filed.filter(({ mail: given, filing }) => filing.counts && !given.namesUs)).toEqual([]);
    expect(filed.filter(({ mail: given, filing }) => filing.counts && given.isDuplicate)).toEqual([]);
    const again = all.filter(({ outcome }) => outcome.do === 'DROPPED' && outcome.cause === 'DUPLICATE');
    expect(again.length).toBeGreaterThan(100);
    for (const { mail: given, proof } of again)
      expect([given.isDuplicate, proof]).toEqual([true, 'AUTHENTICATED']);
  });

  test('P3.4: no words are lost but those of machines and lists, and those that are here already', () => {
    const isHere = (outcome: InboundOutcome) =>
      outcome.do === 'FILED' || (outcome.do === 'DROPPED' && outcome.cause === 'DUPLICATE');
    const lost = all.filter(
      ({ mail: { hasWords, isRefused, isDuplicate }, outcome }) =>
        hasWords && !isHere(outcome) && !(isRefused && isDuplicate),
    );
    expect(lost.every(({ mail: { automatic } }) => automatic !== undefined)).toBe(true);
    const customersLists = lost.filter(
      ({ mail: { automatic, sender } }) => automatic === 'BULK' && sender.endsWith('CUSTOMER'),
    );
    expect(customersLists).toEqual([]);
  });

  test('only what there is is continued', () => {
    for (const { mail: given, filing } of filed)
      if (filing.isContinued) expect(given.continues).toBeDefined();
      else expect(filing.reopens).toBe(false);
  });
});
