import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spamTestText, virusTestText } from '../../local/ses/receive-scan.ts';
import type { MailToUs } from '../../local/ses/send-to-us.ts';
import { domains } from '../../local/ses/zone.ts';
import { type Receiving, startReceivingAlone, words } from './receiving.ts';

let receiving: Receiving;
beforeAll(async () => {
  receiving = await startReceivingAlone();
});
afterAll(() => receiving.smtp.stop());

const to = 'support@cloudfly.example';
const hostile = { signAs: 'hostile.example', clientIp: domains['hostile.example'].host } as const;

async function verdictsOn(mail: Partial<MailToUs> & Pick<MailToUs, 'from'>): Promise<string> {
  const { id } = await receiving.smtp.send({ to, subject: words(), text: words(), ...mail });
  return receiving.verdicts(id);
}

describe('the verdicts on who sent a mail: SPF, DKIM, DMARC', () => {
  const cases: readonly [what: string, mail: Partial<MailToUs> & Pick<MailToUs, 'from'>, verdicts: string][] =
    [
      ['as the domain itself sends', { from: 'An <an@example.com>' }, 'PASS PASS PASS'],
      ['from below a domain', { from: 'lienhe@saigonbooks.example.com' }, 'PASS PASS PASS'],
      [
        'signed, through another host',
        { from: 'an@example.com', clientIp: '198.51.100.7' },
        'FAIL PASS PASS',
      ],
      ['unsigned, from the right host', { from: 'an@example.com', signAs: false }, 'PASS GRAY PASS'],
      ['from a domain with SPF alone', { from: 'an@spf-only.example' }, 'PASS GRAY PASS'],
      [
        'forged',
        { from: 'an@example.com', signAs: false, clientIp: '198.51.100.7' },
        'FAIL GRAY FAIL (reject)',
      ],
      [
        'forged, with the greeting of this machine',
        { from: 'an@customer.example', signAs: false, clientIp: '127.0.0.1' },
        'FAIL GRAY FAIL (quarantine)',
      ],
      [
        'forged, signed by a foreign domain',
        { from: 'an@example.com', ...hostile, sender: 'x@hostile.example' },
        'PASS PASS FAIL (reject)',
      ],
      [
        'in the name of the product',
        { from: 'support@cloudfly.example', ...hostile },
        'FAIL PASS FAIL (reject)',
      ],
      ['from a domain without DMARC', { from: 'an@no-dmarc.example' }, 'PASS PASS GRAY'],
      ['from a domain without anything', { from: 'an@nowhere.example' }, 'GRAY GRAY GRAY'],
      ['from a domain that only watches', { from: 'an@watching.example' }, 'PASS PASS PASS'],
      [
        'forged from one that only watches',
        { from: 'an@watching.example', ...hostile },
        'FAIL PASS GRAY (none)',
      ],
      [
        'from a domain whose name servers are down',
        { from: 'an@down.example' },
        'PROCESSING_FAILED GRAY PROCESSING_FAILED',
      ],
      ['a report of a mail server', { from: 'mailer-daemon@example.com', sender: '' }, 'GRAY PASS PASS'],
    ];
  for (const [what, mail, verdicts] of cases)
    it(`of a mail ${what}: ${verdicts}`, async () => expect(await verdictsOn(mail)).toBe(verdicts));

  it('fail a signature whose mail was changed on its way', async () => {
    const own = await startReceivingAlone();
    try {
      const { id } = await own.smtp.send({ from: 'an@example.com', to, text: 'I agree to 100' });
      const signed = own.kept.get(id)?.toString() ?? '';
      const raw = signed.slice(signed.indexOf('DKIM-Signature:')).replace('100', '999');
      expect(raw).toContain('999');
      const again = await own.smtp.send({ from: 'an@example.com', to, raw, signAs: false });
      expect(await own.verdicts(again.id)).toBe('PASS FAIL PASS');
      const elsewhere = { from: 'an@example.com', to, raw, signAs: false, clientIp: '198.51.100.7' } as const;
      expect(await own.verdicts((await own.smtp.send(elsewhere)).id)).toBe('FAIL FAIL FAIL (reject)');
    } finally {
      await own.smtp.stop();
    }
  });

  it('do not hear what a mail says of itself', async () => {
    const claims = {
      'Authentication-Results': 'amazonses.com; spf=pass; dkim=pass header.i=@example.com; dmarc=pass',
      'X-SES-Spam-Verdict': 'PASS',
    };
    const forged = {
      from: 'an@example.com',
      signAs: false,
      clientIp: '198.51.100.7',
      headers: claims,
    } as const;
    const { id } = await receiving.smtp.send({ to, text: words(), ...forged });
    expect(await receiving.verdicts(id)).toBe('FAIL GRAY FAIL (reject)');
    const { mail } = await receiving.told(id);
    const results = mail.headers.filter(({ name }) => name === 'Authentication-Results');
    // SES's own stands above the one that came with the mail.
    expect(results.map(({ value }) => /dmarc=(\w+)/.exec(value)?.[1])).toEqual(['fail', 'pass']);
  });

  it('cannot be given where there is not one domain to ask', async () => {
    const raw = (from: string) => `${from}\r\nTo: ${to}\r\nSubject: s\r\n\r\n${words()}\r\n`;
    const two = { raw: raw('From: an@example.com, eve@hostile.example'), signAs: false } as const;
    expect(await verdictsOn({ from: 'an@example.com', ...two })).toBe('PASS GRAY PROCESSING_FAILED');
    const twice = { raw: raw('From: an@example.com\r\nFrom: eve@hostile.example'), signAs: false } as const;
    expect(await verdictsOn({ from: 'an@example.com', ...twice })).toBe('PASS GRAY PROCESSING_FAILED');
    const none = { raw: raw('X-Nobody: x'), signAs: false } as const;
    expect(await verdictsOn({ from: 'an@example.com', ...none })).toBe('PASS GRAY PROCESSING_FAILED');
  });
});

describe('a mail of nothing but fields', () => {
  it('is taken, and not judged', async () => {
    const raw = `From: an@example.com\r\nTo: ${to}\r\n${'x\r\n'.repeat(500_000)}`;
    const failed = 'PROCESSING_FAILED PROCESSING_FAILED PROCESSING_FAILED';
    expect(await verdictsOn({ from: 'an@example.com', raw, signAs: false })).toBe(failed);
  });
});

describe('the scans', () => {
  const scanned = async (mail: Partial<MailToUs>) => {
    const { id } = await receiving.smtp.send({ from: 'an@example.com', to, text: words(), ...mail });
    const { receipt } = await receiving.told(id);
    const { spamVerdict, virusVerdict } = receipt as Record<string, { status: string }>;
    return [spamVerdict?.status, virusVerdict?.status];
  };

  it('find the test texts, whatever they are encoded in, and nothing else', async () => {
    expect(await scanned({})).toEqual(['PASS', 'PASS']);
    expect(await scanned({ text: `Buy!\n${spamTestText}\n` })).toEqual(['FAIL', 'PASS']);
    expect(await scanned({ html: `<p>${spamTestText}</p>` })).toEqual(['FAIL', 'PASS']);
    const attachments = [{ filename: 'invoice.pdf', content: Buffer.from(virusTestText) }];
    expect(await scanned({ attachments })).toEqual(['PASS', 'FAIL']);
  });
});
