/**
 * The name to greet somebody by whose address is not verified yet; undefined when it is better left out. Whoever registers with
 * another's address chooses the name: what could be read as a message or a link is not passed on in CloudFly's own mail.
 */
export function greetingName(name: string): string | undefined {
  const plain = name.trim();
  return /^[\p{L}\p{M}][\p{L}\p{M} .,'’&()-]{0,59}$/u.test(plain) && !/\.\S/u.test(plain) ? plain : undefined;
}
