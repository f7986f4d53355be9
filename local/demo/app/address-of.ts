import type { AddressFragment, PostalAddressInput } from '../generated/graphql.ts';
import type { Filled } from './use-form.ts';

/**
 * The address in a form, undefined when no part of it is filled in. What the form does not ask for is kept from `before`; what is missing
 * the API judges.
 */
export function addressOf(
  filled: Filled,
  name: string,
  before?: AddressFragment | null,
): PostalAddressInput | undefined {
  const line = filled[`${name}.line`];
  const ward = filled[`${name}.ward`];
  const province = filled[`${name}.province`];
  if (line === undefined && ward === undefined && province === undefined) return undefined;
  return {
    ...before,
    line: line ?? '',
    ward: ward ?? null,
    province: province ?? '',
  };
}
