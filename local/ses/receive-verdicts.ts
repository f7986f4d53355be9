import type { AuthenticateResult } from 'mailauth';
import type { Verdict } from '../../lambda/domain/inbound/inbound-mail.ts';
import type { Zone } from './zone.ts';

/** Who handed a mail over, as the conversation said. */
export interface Client {
  readonly ip: string;
  readonly greeting: string;
  /** Empty for the null sender. */
  readonly sender: string;
}

/** What the checks of a mail's origin found, in SES's terms, and in those of RFC 8601 for its header. */
export interface Origin {
  readonly spf: Verdict;
  readonly dkim: Verdict;
  readonly dmarc: Verdict;
  /** What the domain asks for; only of a mail that failed. */
  readonly dmarcPolicy: 'none' | 'quarantine' | 'reject' | undefined;
  /** Value of Received-SPF, and of Authentication-Results behind the name of who says so. */
  readonly receivedSpf: string;
  readonly results: string;
}

const failed: Origin = {
  spf: 'PROCESSING_FAILED',
  dkim: 'PROCESSING_FAILED',
  dmarc: 'PROCESSING_FAILED',
  dmarcPolicy: undefined,
  receivedSpf: 'temperror',
  results: 'spf=temperror; dkim=temperror; dmarc=temperror',
};

/** The time that the checks take grows with the square of a mail's fields. Those of a thousand recipients are half of this. */
const longestHead = 64 * 1024;

/** Checks SPF (RFC 7208), DKIM (RFC 6376) and DMARC with its alignment (RFC 9989). Never throws over a mail, and gives one with endless fields up. */
export async function checkOrigin(raw: Buffer, client: Client, zone: Zone): Promise<Origin> {
  const end = raw.subarray(0, longestHead).indexOf('\r\n\r\n');
  if (end < 0 && raw.length > longestHead) return failed;
  // Heavy to load, and most starts never receive a mail.
  const { authenticate } = await import('mailauth');
  try {
    const found = await authenticate(raw, {
      ip: client.ip,
      helo: client.greeting,
      sender: client.sender,
      mta: 'amazonses.com',
      resolver: zone.resolve,
      disableArc: true,
      disableBimi: true,
    });
    return { ...verdictsOf(found), ...headersOf(found) };
  } catch {
    return failed;
  }
}

function verdictsOf(found: AuthenticateResult): Pick<Origin, 'spf' | 'dkim' | 'dmarc' | 'dmarcPolicy'> {
  const { spf, dkim, dmarc } = found;
  const hasFailed = dmarc !== false && dmarc.status.result === 'fail';
  return {
    spf: (spf && bySpf[spf.status.result]) || 'PROCESSING_FAILED',
    dkim: byDkim(dkim.results.map(({ status }) => status.result)),
    dmarc: byDmarc(dmarc),
    dmarcPolicy: hasFailed ? (dmarc.policy as Origin['dmarcPolicy']) : undefined,
  };
}

/** As SES documents it: a mail that failed is GRAY where its domain has no policy, or one that asks for nothing. */
function byDmarc(dmarc: AuthenticateResult['dmarc']): Verdict {
  // Not one domain to ask about: no From, or several.
  if (!dmarc) return 'PROCESSING_FAILED';
  const { result } = dmarc.status;
  if (result === 'pass') return 'PASS';
  if (result === 'none') return 'GRAY';
  if (result === 'fail') return dmarc.policy === 'none' ? 'GRAY' : 'FAIL';
  return 'PROCESSING_FAILED';
}

const bySpf: Readonly<Record<string, Verdict>> = {
  pass: 'PASS',
  fail: 'FAIL',
  softfail: 'FAIL',
  neutral: 'GRAY',
  none: 'GRAY',
};

/** One good signature is enough, whoever's it is; the domain that signed is for DMARC to compare. */
function byDkim(results: readonly string[]): Verdict {
  if (results.includes('pass')) return 'PASS';
  if (results.every((result) => result === 'none')) return 'GRAY';
  return results.some((result) => ['fail', 'neutral', 'policy'].includes(result))
    ? 'FAIL'
    : 'PROCESSING_FAILED';
}

function headersOf({ headers }: AuthenticateResult): Pick<Origin, 'receivedSpf' | 'results'> {
  const named = (name: string) =>
    new RegExp(`^${name}: *(.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(headers)?.[1]?.replaceAll(/\s+/g, ' ') ?? '';
  return {
    receivedSpf: named('Received-SPF'),
    results: named('Authentication-Results').replace(/^[^;]*;\s*/, ''),
  };
}
