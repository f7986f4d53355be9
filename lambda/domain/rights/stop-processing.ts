import { entryOf } from '../audit/entry.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import type { Asking, AtOnce } from './asked-right.ts';

/** Processing restricted from this instant on, and the change that other systems hear of. */
export function restricted(
  deps: Pick<Ports, 'changes' | 'random'>,
  { contact, now }: Pick<Asking, 'contact' | 'now'>,
): { readonly contact: ContactState; readonly writes: readonly Write[] } {
  const { customerId } = contact;
  const change = { id: deps.random.id(), customerId, kind: 'RESTRICTION', at: now.toISOString() } as const;
  return {
    contact: { ...contact, isRestricted: true },
    writes: contact.isRestricted ? [] : [deps.changes.insert(change)],
  };
}

/**
 * Stops processing at once: the mail gate and the value gate obey from this instant on. Where a processor has the data it is not done until
 * the privacy officer has passed it on (D356 5(2)).
 */
export function stopProcessing(
  deps: Pick<Ports, 'changes' | 'random'>,
  viewer: CustomerViewer,
  asking: Asking,
): AtOnce {
  const { customerId } = asking.contact;
  const facts = { action: 'RESTRICT_PROCESSING', customerId } as const;
  return {
    ...restricted(deps, asking),
    state: asking.throughProcessor ? 'GRANTED' : 'DONE',
    mail: { outcome: asking.throughProcessor ? 'GRANTED' : 'DONE' },
    audit: [entryOf(viewer, facts)],
  };
}
