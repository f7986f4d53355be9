import type { StageCheck } from '../examined.ts';
import { fine, missing, notAsked } from '../finding.ts';

const headers = ['list-unsubscribe', 'list-unsubscribe-post'];

/**
 * Both headers of one-click unsubscribing are under a DKIM signature of our domain (RFC 8058, 4). SES does not say which headers it signs, so
 * only a mail that arrived can prove it.
 */
export const checkSignedUnsubscribe: StageCheck = async ({ received, config, dns }) => {
  const { mailDomain, stage } = config;
  if (!received)
    return notAsked(
      'whether both unsubscribe headers are signed shows in a mail that arrived',
      `send the test mail of a campaign to yourself, save it with all headers, and npm run doctor -- --stage ${stage} --received mail.eml`,
    );
  // Heavy to load, and rarely needed.
  const { authenticate } = await import('mailauth');
  const { dkim } = await authenticate(received, {
    resolver: (name, type) => resolve(dns, name, type),
    disableArc: true,
    disableBimi: true,
    disableDmarc: true,
  });
  const own = dkim.results.filter(
    ({ status, signingDomain }) => status.result === 'pass' && signingDomain === mailDomain,
  );
  if (own.length === 0)
    return missing(
      `the mail has no DKIM signature of ${mailDomain} that holds`,
      'save it again as it arrived, whole, within days of its arrival; if it stays so, look at the check of the sending domain',
    );
  const covered = own.map(({ signingHeaders }) => signingHeaders?.keys.toLowerCase().split(/\s*:\s*/) ?? []);
  const unsigned = headers.filter((header) => !covered.some((names) => names.includes(header)));
  if (unsigned.length === 0) return fine('both unsubscribe headers are signed');
  return missing(
    `${unsigned.join(' and ')} ${unsigned.length > 1 ? 'are' : 'is'} not signed`,
    'was it the mail of a campaign? If so, ask AWS Support for both headers to be signed; until then mailbox providers show no button',
  );
};

async function resolve(
  dns: Parameters<StageCheck>[0]['dns'],
  name: string,
  type: string,
): Promise<string[][] | string[]> {
  if (type === 'TXT') return dns.resolveTxt(name);
  if (type === 'CNAME') return dns.resolveCname(name);
  throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' });
}
