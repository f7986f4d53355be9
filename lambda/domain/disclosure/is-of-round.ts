import type { CustomerDisclosure, Disclosure } from './disclosure.ts';

/** Whether a customer's row is of what was approved last, and not of what was stopped before. */
export const isOfRound = (
  { round }: Pick<Disclosure, 'round'>,
  row: CustomerDisclosure | undefined,
): row is CustomerDisclosure => row !== undefined && (row.round ?? 0) === round;
