import { DomainError, type Issue } from '../errors.ts';
import { parseIdentityDetails } from '../input/identity-details.ts';
import type { CustomerViewer } from '../viewer.ts';
import type { IdentityDetails } from './details.ts';
import { namesIn, type ReviseCall, type ReviseDeps, reviseDetails } from './revise-details.ts';

/**
 * The customer supplies identity details that are missing. What was given before is corrected by decision of the privacy officer
 * (P4.2), never replaced here. A date of birth takes effect with it: marketing that the customer granted under 16 stops counting, until a
 * guardian agrees, or they do at 16 (L91 24).
 * @throws DomainError input issues, ALREADY_PROVIDED for each field that has a value, NOT_REGISTERED, STALE_REVISION
 */
export async function provideIdentityDetails(
  deps: ReviseDeps,
  viewer: CustomerViewer,
  call: ReviseCall,
): Promise<{ customerId: string }> {
  const given = parseIdentityDetails(call.input, deps.now());
  return reviseDetails(deps, viewer, call, {
    operation: 'provideIdentityDetails',
    action: 'PROVIDE_IDENTITY_DETAILS',
    dataClass: 'identity',
    fields: namesIn(given),
    change(before = {}) {
      const taken = namesIn(given).filter((field) => before[field as keyof IdentityDetails] !== undefined);
      const [first, ...more] = taken.map((field): Issue => ({ code: 'ALREADY_PROVIDED', path: [field] }));
      if (first) throw DomainError.of([first, ...more]);
      return { ...before, ...given };
    },
    identity: (after) => after,
  });
}
