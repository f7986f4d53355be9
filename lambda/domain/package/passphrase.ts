import type { Random } from '../ports/random.ts';

/** A new passphrase, to be told over a second channel: 128 random bits as 26 letters and digits that cannot be mistaken, in groups. */
export function newPassphrase(random: Pick<Random, 'id'>): string {
  return (random.id().match(/.{1,5}/g) ?? []).join('-');
}
