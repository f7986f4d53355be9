import type { PersonalField } from '../access.ts';
import type { CustomerNumber } from '../customer/customer-numbers.ts';
import { type Consideration, considerations } from '../disclosure/disclosure.ts';
import { type DisclosurePurpose, disclosedFields, disclosurePurpose } from '../disclosure/purpose.ts';
import { DomainError } from '../errors.ts';
import { oneOf } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { customerReference } from '../input/customer-reference.ts';
import { objectOf } from '../input/object.ts';
import { text } from '../input/text.ts';

/** What a service asks to be disclosed to a payment processor. One of `customerId` and `customer` names whose it is. */
export interface GivenPaymentDisclosure {
  /** Null for what is no customer's id. */
  readonly customerId?: string | null | undefined;
  readonly customer?: unknown;
  readonly recipientId: string;
  readonly orderReference: unknown;
  readonly purpose: unknown;
  readonly fields: unknown;
  readonly consideration: unknown;
}

/** The same, judged. */
export interface PaymentDisclosure {
  readonly whose: string | CustomerNumber;
  readonly recipientId: string;
  readonly orderReference: string;
  readonly purpose: DisclosurePurpose;
  readonly fields: readonly PersonalField[];
  readonly consideration: Consideration;
}

/** Begins with a letter: no telephone number passes for an order. */
const orderReference = text({ longest: 64, shortest: 3, characters: /^[A-Za-z][A-Za-z0-9._/-]*$/ });

const words = objectOf({
  required: {
    orderReference,
    purpose: disclosurePurpose,
    fields: disclosedFields,
    consideration: oneOf(considerations),
  },
  optional: { customer: customerReference },
});

/** @throws DomainError input issues; NOT_FOUND at `customerId`; REQUIRED, INVALID_FORMAT at `customer` unless exactly one of both names the customer */
export function parsePaymentDisclosure(input: GivenPaymentDisclosure): PaymentDisclosure {
  const { customer, ...given } = parseInput(words, input);
  const { customerId, recipientId } = input;
  if (customerId !== undefined && customer) throw new DomainError('INVALID_FORMAT', ['customer']);
  if (customerId === null) throw new DomainError('NOT_FOUND', ['customerId']);
  const whose = customerId ?? customer;
  if (whose === undefined) throw new DomainError('REQUIRED', ['customer']);
  return { ...given, whose, recipientId };
}

/** Where a call says whose it is. */
export const placeOfWhose = ({ whose }: PaymentDisclosure): 'customerId' | 'customer' =>
  typeof whose === 'string' ? 'customerId' : 'customer';
