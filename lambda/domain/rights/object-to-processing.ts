import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type NamedRight, type RequestRightDeps, type RightCall, requestRight } from './request-right.ts';
import { stopProcessing } from './stop-processing.ts';

/**
 * The customer objects to processing (D356 5(2)): it stops as with a restriction, and is lifted like one.
 * @throws DomainError those of `requestRight`
 */
export const objectToProcessing = (
  deps: RequestRightDeps & Pick<Ports, 'changes'>,
  viewer: CustomerViewer,
  call: RightCall,
): Promise<NamedRight> =>
  requestRight(deps, viewer, call, {
    operation: 'objectToProcessing',
    right: 'OBJECT',
    carryOut: (asking) => stopProcessing(deps, viewer, asking),
  });
