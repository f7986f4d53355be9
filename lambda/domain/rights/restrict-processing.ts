import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type NamedRight, type RequestRightDeps, type RightCall, requestRight } from './request-right.ts';
import { stopProcessing } from './stop-processing.ts';

/**
 * The customer has processing restricted (D356 5(2)), until `liftRestriction`.
 * @throws DomainError those of `requestRight`
 */
export const restrictProcessing = (
  deps: RequestRightDeps & Pick<Ports, 'changes'>,
  viewer: CustomerViewer,
  call: RightCall,
): Promise<NamedRight> =>
  requestRight(deps, viewer, call, {
    operation: 'restrictProcessing',
    right: 'RESTRICT',
    carryOut: (asking) => stopProcessing(deps, viewer, asking),
  });
