import { expect } from 'vitest';
import type { BlobField } from '../../lambda/domain/customer/reveal-request.ts';
import type { Answer } from './ask.ts';
import type { TestCloud } from './cloud.ts';
import { clearValues } from './reading.ts';
import { givePayment, type Registered, registerCustomer } from './register.ts';
import { type Item, scanTables, textOf } from './tables.ts';
import { oldestFirst } from './trail.ts';

/** A customer who gave everything, one more, and what employees must not see of either. */
export interface Readable {
  readonly customer: Registered;
  readonly other: Registered;
  readonly clear: Readonly<Record<BlobField, string>>;
  /** No clear value of either customer, and nothing that a mask would let through. */
  expectNothing(answer: Answer): void;
}

export async function readableCustomers(cloud: TestCloud): Promise<Readable> {
  const customer = await registerCustomer(cloud);
  const clear = clearValues(customer, await givePayment(cloud, customer));
  const other = await registerCustomer(cloud);
  const hidden = [...Object.values(clear), other.name, other.email, '•'];
  return {
    customer,
    other,
    clear,
    expectNothing: ({ text }) => expect(hidden.filter((value) => text.includes(value))).toEqual([]),
  };
}

/** The subject of a token. */
export const subjectOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;

/** What the trail holds of an employee, oldest first. */
export async function trailOf(cloud: TestCloud, token: string): Promise<readonly Item[]> {
  const { audit } = await scanTables(cloud);
  const own = audit.filter((row) => textOf(row, 'actor') === `staff:${subjectOf(token)}`);
  return own.sort(oldestFirst);
}
