import { limits } from '../../declared/limits.ts';
import { givenDocument } from '../commitment/keep-document.ts';
import { DomainError } from '../errors.ts';
import { oneOf } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { objectOf } from '../input/object.ts';
import { text } from '../input/text.ts';
import { basisKinds, considerations } from './disclosure.ts';
import { disclosedFields, disclosurePurpose } from './purpose.ts';

/** As an instrument calls itself, or an office: never a person's name. */
const plain = /^[\p{L}\p{N} .,;:/()&'-]*$/u;
const instrument = text({ longest: 100, characters: plain });
const claimant = text({ longest: 100, characters: plain });

const words = objectOf({
  required: {
    basis: oneOf(basisKinds),
    purpose: disclosurePurpose,
    fields: disclosedFields,
    consideration: oneOf(considerations),
  },
  optional: { urgencyClaimedBy: claimant },
});
const order = objectOf({ required: { instrument, scope: disclosedFields, document: givenDocument } });

/** A disclosure request as it is opened. What an order says stands in `order`, and in no other case. */
export interface GivenDisclosure {
  readonly recipientId: string;
  readonly basis: unknown;
  readonly order?: {
    readonly instrument: unknown;
    readonly scope: unknown;
    readonly document: unknown;
    readonly deadline?: Date | undefined;
    readonly withheldUntil?: Date | undefined;
  };
  readonly purpose: unknown;
  readonly fields: unknown;
  readonly receivedAt: Date;
  readonly urgencyClaimedBy?: string | undefined;
  readonly consideration: unknown;
}

/**
 * @throws DomainError input issues; REQUIRED, INVALID_FORMAT at `order` when it is missing, or stands beside another basis; REQUIRED at
 *   `urgencyClaimedBy` where that was begun and says nothing: what is urgent would run as what is not
 */
export function parseDisclosure({ order: said, ...given }: GivenDisclosure) {
  const parsed = parseInput(words, given);
  if (given.urgencyClaimedBy !== undefined && parsed.urgencyClaimedBy === undefined)
    throw new DomainError('REQUIRED', ['urgencyClaimedBy']);
  if (parsed.basis !== 'LEGAL_ORDER') {
    if (said) throw new DomainError('INVALID_FORMAT', ['order']);
    return { ...parsed, order: undefined };
  }
  if (!said) throw new DomainError('REQUIRED', ['order']);
  return { ...parsed, order: parseInput(order, said, ['order']) };
}

/** Ids of customers, each once. @throws DomainError REQUIRED, TOO_LONG at `customerIds` */
export function namedCustomers(
  ids: readonly string[],
  already: readonly string[],
  isOrdered: boolean,
): readonly string[] {
  if (ids.length === 0) throw new DomainError('REQUIRED', ['customerIds']);
  const all = [...new Set([...already, ...ids])];
  const most = isOrdered ? limits.disclosureSubjects : limits.permittedSubjects;
  if (ids.length > limits.disclosureNamed || all.length > most)
    throw new DomainError('TOO_LONG', ['customerIds']);
  return all;
}
