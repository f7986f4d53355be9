import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { isCorrespondent } from './correspondent.ts';
import type { ForgettingReason } from './forgetting-reasons.ts';

/** Who was forgotten, and from when on nothing of theirs is shown. */
export type Forgotten = { readonly id: string; readonly at: string };

type Deps = Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'idempotency' | 'correspondents' | 'log'>;

/**
 * Ends the time of a correspondent at once, as they may ask for (P1.4): the keys and the rows go now, sealed attachments and what is left
 * with the next sweep, which also finishes what was cut short here.
 * @throws DomainError NOT_FOUND at `customerId`
 */
export async function forgetCorrespondent(
  deps: Deps,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly customerId: string;
    readonly reason: ForgettingReason;
  },
): Promise<Forgotten> {
  const { idempotencyKey, customerId: id, reason } = call;
  const caller = `staff:${viewer.subject}`;
  const operation = 'forgetCorrespondent';
  const forgotten = await once(
    deps,
    { caller, operation, idempotencyKey, input: { id, reason } },
    async () => {
      const isKept = isCorrespondent(id) && (await deps.correspondents.load(id)) !== undefined;
      if (!isKept) throw new DomainError('NOT_FOUND', ['customerId']);
      const at = deps.now();
      return {
        writes: [deps.correspondents.end(id, at)],
        audit: [entryOf(viewer, { action: 'SHRED_CORRESPONDENT', customerId: id, code: reason })],
        result: { id, at: at.toISOString() },
      };
    },
  );
  try {
    await deps.correspondents.shred(forgotten.id);
  } catch (error) {
    // Nothing of theirs is shown any more; the sweep removes it.
    deps.log.error('correspondent_not_shredded', { customerId: forgotten.id }, error);
  }
  return forgotten;
}
