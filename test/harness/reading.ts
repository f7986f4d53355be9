import type { StaffRole, View } from '../../lambda/domain/access.ts';
import type { BlobField } from '../../lambda/domain/customer/reveal-request.ts';
import type { Answer } from './ask.ts';
import type { TestCloud } from './cloud.ts';
import type { RandomPayment, Registered } from './register.ts';

/** A purpose that each role may name; a role that reads no values names one that no role of its kind may. */
const purposes: Readonly<Partial<Record<StaffRole, string>>> = {
  support: 'SERVICE_SUPPORT',
  billing: 'PAYMENT',
  privacy_officer: 'RIGHTS_REQUEST',
};

/** Headers of a clear read. */
export const reasons = (role: StaffRole, reference = 'SUP-4711') => ({
  'x-processing-purpose': purposes[role] ?? 'CUSTOMER_REQUEST',
  'x-reference': reference,
});

const within: Readonly<Partial<Record<BlobField, string>>> = {
  address: 'line',
  billingAddress: 'line',
  bankAccount: 'number',
  card: 'processorToken',
};

/** One field of `Customer`, in one view. */
export function selection(field: BlobField, view: View): string {
  const inner = view === 'value' ? within[field] : undefined;
  return `${field} { ${view}${inner ? ` { ${inner} }` : ''} }`;
}

/** What `selection` yields of a customer in clear. */
export function clearValues(
  customer: Registered,
  payment: RandomPayment,
): Readonly<Record<BlobField, string>> {
  const { name, email, phone, line, dateOfBirth, identityNumber } = customer;
  const { billingName, billingAddress, taxCode, bankAccount, card } = payment;
  return {
    name,
    email,
    phone,
    address: line,
    dateOfBirth,
    identityNumber,
    billingName,
    billingAddress: billingAddress.line,
    taxCode,
    bankAccount: bankAccount.number,
    card: card.processorToken,
  };
}

/** The one value of an answer to a query for `selection`. */
export function valueIn(answer: Answer, field: BlobField, view: View): unknown {
  const inner = view === 'value' ? within[field] : undefined;
  const found = answer.data?.customer?.[field]?.[view];
  return inner ? found?.[inner] : found;
}

/** Asks for some fields of one customer. */
export function readCustomer(
  at: Pick<TestCloud, 'ask'>,
  token: string,
  id: string,
  fields: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return at.ask(`query ($id: ID!) { customer(id: $id) { ${fields} } }`, {
    token,
    variables: { id },
    headers,
  });
}
