import { entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { type Incident, isIncidentId } from './incident.ts';

export type IncidentDeps = Pick<
  Ports,
  'now' | 'random' | 'commit' | 'sealing' | 'blindIndex' | 'incidents' | 'jobs' | 'idempotency'
>;
export type NamedIncident = { readonly id: string; readonly idempotencyKey: string };

/** An incident as it is read to be changed, and what its words are sealed with. */
export interface OpenIncident {
  readonly incident: Incident;
  readonly keyring: Keyring;
  readonly sealing: ReadySealing;
  readonly now: Date;
}

/**
 * The privacy officer brings an incident into its next version, once.
 * @param act.plan says what is other then; throws what speaks against it
 * @throws DomainError FORBIDDEN, NOT_FOUND at `id`, WRONG_STATE at `id` for one that is closed
 */
export async function changeIncident(
  deps: IncidentDeps,
  viewer: StaffViewer,
  { idempotencyKey, id }: NamedIncident,
  act: {
    readonly operation: string;
    readonly action: AuditAction;
    readonly input: unknown;
    plan(open: OpenIncident): {
      readonly changes: Partial<Incident>;
      readonly also?: readonly Write[];
      readonly fields?: readonly string[];
    };
  },
): Promise<{ id: string }> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  const { operation, action } = act;
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation, idempotencyKey, input: [id, act.input] }, async () => {
    const open = await openIncident(deps, id);
    const { incident, keyring } = open;
    if (incident.state === 'CLOSED') throw new DomainError('WRONG_STATE', ['id']);
    const { changes, also = [], fields } = act.plan(open);
    const after = { ...incident, ...changes, version: incident.version + 1 };
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [...deps.incidents.put(incident, after), ...also, ...(keys ? [keys] : [])],
      audit: [entryOf(viewer, { action, reference: id, ...(fields && { fields }) })],
      result: { id },
    };
  });
}

/** @throws DomainError NOT_FOUND at `id`, INTEGRITY_VIOLATION for one without keys */
export async function openIncident(
  deps: Pick<Ports, 'incidents' | 'sealing' | 'now'>,
  id: string,
): Promise<OpenIncident> {
  const incident = isIncidentId(id) ? await deps.incidents.load(id) : undefined;
  if (!incident) throw new DomainError('NOT_FOUND', ['id']);
  const keyring = await deps.sealing.loadKeyring(id);
  if (!keyring) throw new DomainError('INTEGRITY_VIOLATION');
  const sealing = await deps.sealing.ready(['content', 'contact'], [keyring]);
  return { incident, keyring, sealing, now: deps.now() };
}
