import { entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import type { Disclosure } from './disclosure.ts';
import { isDisclosureId } from './disclosure-id.ts';
import type { UninvolvedDeps } from './involvement.ts';
import { requireUninvolved } from './require-uninvolved.ts';

export type DisclosureDeps = UninvolvedDeps & Pick<Ports, 'now' | 'commit' | 'disclosures' | 'idempotency'>;
export type NamedDisclosure = { readonly disclosureId: string };

/** What an act of staff makes of a disclosure, and what else is written with it. */
export interface DisclosurePlan {
  readonly after: Disclosure;
  readonly also?: readonly Write[];
  /** Told again to a repeat: by it one call knows whether what it planned is what was done. */
  readonly actId?: string;
}

/**
 * Brings a disclosure into its next version, once; nobody does who is a customer in it.
 * @param act.plan what it becomes; throws what speaks against it
 * @throws DomainError NOT_FOUND, INVOLVED, ADDRESS_NOT_VERIFIED at `id`
 */
export function changeDisclosure(
  deps: DisclosureDeps,
  viewer: StaffViewer,
  act: NamedDisclosure & {
    readonly operation: string;
    readonly action: AuditAction;
    readonly idempotencyKey: string;
    readonly input?: unknown;
    plan(before: Disclosure, now: string): Promise<DisclosurePlan> | DisclosurePlan;
  },
): Promise<{ disclosureId: string; actId?: string }> {
  const { operation, action, idempotencyKey, disclosureId } = act;
  const caller = `staff:${viewer.subject}`;
  const scope = { caller, operation, idempotencyKey, input: [disclosureId, act.input] };
  return once(deps, scope, async () => {
    const before = await requireDisclosure(deps, disclosureId);
    await requireUninvolved(deps, viewer, before.customerIds);
    const { after, also = [], actId } = await act.plan(before, deps.now().toISOString());
    return {
      writes: [...deps.disclosures.put(before, after), ...also],
      audit: [entryOf(viewer, { action, fields: before.fields, reference: disclosureId })],
      result: { disclosureId, ...(actId !== undefined && { actId }) },
    };
  });
}

/** @throws DomainError NOT_FOUND at `id` */
export async function requireDisclosure(deps: Pick<Ports, 'disclosures'>, id: string): Promise<Disclosure> {
  const found = isDisclosureId(id) ? await deps.disclosures.load(id) : undefined;
  if (!found) throw new DomainError('NOT_FOUND', ['id']);
  return found;
}
