import type { Draw } from '../seeded.ts';
import type { Person } from '../token.ts';

/** A customer with values that stand nowhere else. */
export interface Customer {
  readonly person: Person;
  readonly name: string;
  readonly email: string;
  /** Every address that is theirs. */
  readonly emails: string[];
  readonly phone: string;
  readonly line: string;
  readonly dateOfBirth: string;
  readonly identityNumber: string;
  /** Words that they wrote. */
  readonly words: string[];
  /** By which billing knows them. */
  number: string | undefined;
  /** Who came for advertising alone: other teams leave them in peace. */
  readonly isReader: boolean;
  /** Once they are registered: the global id. */
  id: string | undefined;
}

const letters = (draw: Draw, length: number) =>
  Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'.charAt(draw.below(26))).join('');
export const digits = (draw: Draw, length: number) => Array.from({ length }, () => draw.below(10)).join('');

/** Text that stands nowhere else. */
export const canary = (draw: Draw, prefix: string): string => prefix + letters(draw, 18);

/** @param shared an address that somebody else registers as well */
export function drawCustomer(draw: Draw, shared?: string): Customer {
  const email = shared ?? `${canary(draw, 'e')}@mail.example`;
  return {
    person: { issuer: 'customer', subject: canary(draw, 'sub') },
    name: `Nguyễn ${letters(draw, 12)}`,
    email,
    emails: [email],
    phone: `+8490${digits(draw, 7)}`,
    line: `${digits(draw, 3)} Đường ${letters(draw, 12)}`,
    dateOfBirth: `19${draw.below(10)}${1 + draw.below(9)}-0${1 + draw.below(9)}-1${draw.below(10)}`,
    identityNumber: `0${digits(draw, 11)}`,
    words: [],
    number: undefined,
    isReader: false,
    id: undefined,
  };
}

/** The id behind a global one. */
export const localId = (globalId: string): string =>
  Buffer.from(globalId, 'base64url').toString().replace(/^\w+:/, '');
