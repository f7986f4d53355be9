import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';
import { absent } from './dmarc.ts';

/** Mail for the domain is delivered to SES, and to nobody else. */
export const checkMailExchanger: StageCheck = async ({ config, dns }) => {
  const wanted = `inbound-smtp.${config.region}.amazonaws.com`;
  const found = (await dns.resolveMx(config.mailDomain).catch(absent)).map(({ exchange }) =>
    exchange.toLowerCase().replace(/\.$/, ''),
  );
  const others = found.filter((exchange) => exchange !== wanted);
  if (others.length > 0)
    return missing(
      `mail for ${config.mailDomain} may go to ${others.join(', ')}`,
      'remove every MX record but the one of SES; the mail domain is one that has no mailboxes',
    );
  return found.length > 0
    ? fine(`mail for ${config.mailDomain} comes in`)
    : missing(`${config.mailDomain} has no MX record`, `publish ${config.mailDomain} MX 10 ${wanted}`);
};
