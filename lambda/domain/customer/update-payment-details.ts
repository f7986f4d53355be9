import { parsePaymentDetails } from '../input/payment-details.ts';
import type { CustomerViewer } from '../viewer.ts';
import { namesIn, type ReviseCall, type ReviseDeps, reviseDetails } from './revise-details.ts';

/**
 * The customer sets the own payment details: billing name and address, tax code, bank account, card on file as the processor's token.
 * What is not mentioned stays; null takes a detail away. A full card number is never accepted.
 * @throws DomainError input issues, NOT_REGISTERED, STALE_REVISION
 */
export async function updatePaymentDetails(
  deps: ReviseDeps,
  viewer: CustomerViewer,
  call: ReviseCall,
): Promise<{ customerId: string }> {
  const change = parsePaymentDetails(call.input, deps.now());
  return reviseDetails(deps, viewer, call, {
    operation: 'updatePaymentDetails',
    action: 'UPDATE_PAYMENT_DETAILS',
    dataClass: 'payment',
    fields: namesIn(change),
    change: (before = {}) => {
      const merged = Object.entries({ ...before, ...change }).filter(
        ([, value]) => value !== null && value !== undefined,
      );
      return Object.fromEntries(merged);
    },
  });
}
