import type { CustomerViewer } from '../viewer.ts';
import { type NamedRight, type RequestRightDeps, type RightCall, requestRight } from './request-right.ts';

/**
 * The customer asks for erasure (D356 5(4)). The privacy officer decides: what the law keeps is named in a refusal. Until it is granted the
 * customer can withdraw it.
 * @throws DomainError ERASURE_ASKED when one is asked for already, and those of `requestRight`
 */
export const requestErasure = (
  deps: RequestRightDeps,
  viewer: CustomerViewer,
  call: RightCall,
): Promise<NamedRight> =>
  requestRight(deps, viewer, call, {
    operation: 'requestErasure',
    right: 'ERASE',
    carryOut: () => ({ state: 'ASKED', mail: { outcome: 'RECEIVED' } }),
  });
