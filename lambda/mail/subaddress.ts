/** Longest local part of an address (RFC 5321 4.5.3.1.1). */
const localPartLength = 64;

/**
 * A mailbox with something behind its local part (RFC 5233): `name@…` and `x` make `name+x@…`.
 * @throws TypeError when the mailbox is no plain address, or has no room: a mistake in the operator's settings
 */
export function subaddress(mailbox: string, detail: string): string {
  const [, name, domain] = /^([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+)$/.exec(mailbox) ?? [];
  if (name === undefined || domain === undefined)
    throw new TypeError('a mailbox of the settings is no plain address');
  const local = `${name}+${encodeURIComponent(detail)}`;
  if (local.length > localPartLength)
    throw new TypeError('a mailbox of the settings leaves no room behind it');
  return `${local}@${domain}`;
}
