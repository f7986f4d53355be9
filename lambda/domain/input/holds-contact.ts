/** Seven digits in any script, however they are parted: the shortest telephone number that somebody is found by. */
const number = /\p{Nd}(?:[^\p{L}\p{N}]{0,3}\p{Nd}){6}/u;

/** Whether a text holds an email address or a telephone number, or what may be one: a name of an organisation has neither. */
export function holdsContact(text: string): boolean {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return bare.includes('@') || number.test(bare);
}
