import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** A DMARC record of the mail domain, or of one above it: large mailbox providers refuse advertising without one. */
export const checkDmarc: StageCheck = async ({ config, dns }) => {
  const labels = config.mailDomain.split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const name = `_dmarc.${labels.slice(at).join('.')}`;
    const records = await dns.resolveTxt(name).catch(absent);
    const policy = records.map((parts) => parts.join('')).find((text) => /^v=DMARC1\s*;/.test(text));
    if (policy) return fine(`${name} says ${/\bp=\w+/.exec(policy)?.[0] ?? 'no policy'}`);
  }
  return missing(
    `${config.mailDomain} has no DMARC record`,
    `publish _dmarc.${config.mailDomain} TXT "v=DMARC1; p=quarantine"`,
  );
};

/** No record is an answer; no answer is none. */
export function absent(error: unknown): never[] {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
  throw error;
}
