import { domainToASCII } from 'node:url';
import { MailRefused } from '../domain/mail/transport-errors.ts';

/**
 * An address as it goes on the wire: the domain in ASCII. SES takes no local part beyond ASCII (it has no SMTPUTF8), and a quoted one is
 * nobody's real address.
 * @throws MailRefused ADDRESS_LOCAL_PART_NOT_ASCII or ADDRESS_INVALID
 */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  if (/[^\p{ASCII}]/u.test(local)) throw new MailRefused('ADDRESS_LOCAL_PART_NOT_ASCII');
  const wire = `${local}@${domain}`;
  const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  const valid = new RegExp(`^${atom}(\\.${atom})*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$`);
  if (at < 1 || wire.length > 254 || !valid.test(wire)) throw new MailRefused('ADDRESS_INVALID');
  return wire;
}
