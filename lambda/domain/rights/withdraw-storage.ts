import { entryOf } from '../audit/entry.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type NamedRight, type RequestRightDeps, type RightCall, requestRight } from './request-right.ts';
import { restricted } from './stop-processing.ts';
import { storageWrites } from './storage-writes.ts';

type Deps = RequestRightDeps & Pick<Ports, 'consents' | 'policies' | 'changes'>;

/**
 * The customer withdraws the agreement to storing (P1.4): there is no customer record without it, so it is a request for erasure. Processing
 * stops at once, and the withdrawal has its fact among the consents; what is kept until the erasure is kept, and used for nothing.
 * @throws DomainError ERASURE_ASKED when an erasure is asked for already, and those of `requestRight`
 */
export const withdrawStorage = (deps: Deps, viewer: CustomerViewer, call: RightCall): Promise<NamedRight> =>
  requestRight(deps, viewer, call, {
    operation: 'withdrawStorage',
    right: 'WITHDRAW_STORAGE',
    async carryOut(asking) {
      const stopped = restricted(deps, asking);
      const withdrawal = await storageWrites(deps, viewer, asking, {
        contact: stopped.contact,
        granted: false,
      });
      return {
        state: 'ASKED',
        mail: { outcome: 'RECEIVED' },
        contactWritten: true,
        writes: [...withdrawal, ...stopped.writes],
        audit: [
          entryOf(viewer, { action: 'RESTRICT_PROCESSING', customerId: asking.contact.customerId }),
          entryOf(viewer, { action: 'SET_CONSENTS', customerId: asking.contact.customerId }),
        ],
      };
    },
  });
