import { randomBytes } from 'node:crypto';
import type { Random } from '../domain/ports/random.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Randomness from the operating system. */
export const systemRandom: Random = {
  bytes: (length) => randomBytes(length),
  id() {
    // 130 bits are drawn and the first character keeps 3 of its 5: 128 bits in 26 characters, as ULIDs have them.
    const bytes = randomBytes(26);
    bytes[0] = (bytes[0] ?? 0) & 7;
    return Array.from(bytes, (byte) => alphabet[byte & 31]).join('');
  },
};
