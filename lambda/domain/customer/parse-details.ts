import { DomainError } from '../errors.ts';
import type { BlobClass } from './customer.ts';
import type { DetailsOf } from './details.ts';

/*
 * A page opens 150 blobs, each of which is parsed again: by hand it takes a fifth of the time that zod takes. What a shape does not name is
 * left out; what it names is a text or has a shape itself, and is there unless it is optional.
 */
type Parse = (value: unknown) => unknown;

const text: Parse = (value) => {
  if (typeof value !== 'string') throw new DomainError('INTEGRITY_VIOLATION');
  return value;
};

const optional =
  (parse: Parse): Parse =>
  (value) =>
    value === undefined ? undefined : parse(value);

function object(shape: Readonly<Record<string, Parse>>): Parse {
  const members = Object.entries(shape);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new DomainError('INTEGRITY_VIOLATION');
    const parsed: Record<string, unknown> = {};
    for (const [name, parse] of members) {
      const member = parse((value as Readonly<Record<string, unknown>>)[name]);
      if (member !== undefined) parsed[name] = member;
    }
    return parsed;
  };
}

const address = object({
  line: text,
  ward: optional(text),
  district: optional(text),
  province: text,
  country: text,
  postalCode: optional(text),
});
const shapes: Readonly<Record<BlobClass, Parse>> = {
  contact: object({ name: text, email: text, phone: optional(text) }),
  identity: object({
    address: optional(address),
    dateOfBirth: optional(text),
    identityNumber: optional(text),
  }),
  payment: object({
    billingName: optional(text),
    billingAddress: optional(address),
    taxCode: optional(text),
    bankAccount: optional(object({ bank: text, number: text, holder: text })),
    card: optional(object({ processorToken: text, brand: text, lastFour: text, expiry: text })),
  }),
};

/** What was sealed as the details of a class, parsed. @throws DomainError INTEGRITY_VIOLATION when it has another shape; no value is named */
export const parseDetails = <Class extends BlobClass>(dataClass: Class, opened: unknown): DetailsOf[Class] =>
  shapes[dataClass](opened) as DetailsOf[Class];
