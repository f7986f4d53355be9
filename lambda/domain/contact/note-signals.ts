import { systemEntryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { type Language, networkOf, type Origin } from '../viewer.ts';
import type { HoldCause, Signals } from './email-hold.ts';
import { judgeSuspicion, noted, type SuspectAct } from './judge-suspicion.ts';
import { held, newHoldId, type SetHoldDeps, setHold } from './set-hold.ts';

export type NoteDeps = SetHoldDeps & Pick<Ports, 'blindIndex' | 'signals'>;

/** Whose act it is, and how it came. */
export interface Noting {
  /** The contact state as the act read it. */
  readonly contact: ContactState;
  readonly language: Language;
  /** Name of the deployed function that runs. */
  readonly by: string;
  readonly requestId: string;
  /** Where the signed-in customer acts from. A mail has none: whoever brings it says nothing of who wrote it. */
  readonly origin?: Origin;
}

/** What an act adds to its own transaction. */
export interface Noted {
  /** What is known of the customer after it; where a rule fired, the rows of the hold, all but the contact state. */
  readonly writes: readonly Write[];
  readonly audit: readonly AuditEntry[];
  /** Why a hold is set with it. */
  readonly cause: HoldCause | undefined;
  /** The contact state with it, of the version read. Where there is a cause, the act replaces the row by it. */
  readonly contact: ContactState;
}

/**
 * Notes an authenticated act, and stops requests from the customer's address in the act's own transaction when a rule finds it suspicious
 * (P3.6). The act itself is taken all the same: nothing is lost. What nothing proves must never come here, or anybody could freeze anybody.
 */
export async function noteSignals(
  deps: NoteDeps,
  { contact, language, by, requestId, origin }: Noting,
  facts: Omit<SuspectAct, 'at' | 'network'>,
): Promise<Noted> {
  const { customerId } = contact;
  const index = origin && (await deps.blindIndex.ready());
  const network = origin && index?.allOf('origin', networkOf(origin));
  const before = await deps.signals.load(customerId);
  const act: SuspectAct = { ...facts, at: deps.now(), ...(network && { network }) };
  const after = noted(before, customerId, act);
  const writes = isNews(before, after) ? [deps.signals.put(before, after)] : [];
  const cause = contact.isHeld ? undefined : judgeSuspicion(before, act);
  if (cause === undefined) return { writes, audit: [], cause, contact };
  const id = newHoldId(deps);
  const heldBy = `system:${by}`;
  const hold = await setHold(deps, { id, customerId, language, cause, heldBy, requestId });
  const entry = { action: 'HOLD_EMAIL', code: cause, customerId, reference: id, fields: ['email'] } as const;
  const audit = [systemEntryOf(by, requestId, entry)];
  return { writes: [...writes, ...hold], audit, cause, contact: held(contact) };
}

/**
 * Notes a request that came by an authenticated mail (P3.4, P3.6).
 * @returns all there is to add to the transaction that files it. Where a rule fires, the contact state is among the writes: then the act adds
 *   no condition on the same row.
 */
export async function noteRequest(
  deps: NoteDeps & Pick<Ports, 'contactStates'>,
  noting: Omit<Noting, 'origin'>,
): Promise<Pick<Noted, 'writes' | 'audit' | 'cause'>> {
  const { writes, audit, cause, contact } = await noteSignals(deps, noting, { isRequest: true });
  if (cause === undefined) return { writes, audit, cause };
  const next = { ...contact, version: contact.version + 1 };
  return { writes: [...writes, deps.contactStates.replace(noting.contact, next)], audit, cause };
}

/** The row that notes fields changed by somebody else than the customer: by a decision, or as an address switches. Nothing is judged. */
export async function noteChanges(
  deps: Pick<Ports, 'now' | 'signals'>,
  customerId: string,
  { changes, sets }: Required<Pick<SuspectAct, 'changes' | 'sets'>>,
): Promise<readonly Write[]> {
  if (changes.length === 0 && sets.length === 0) return [];
  const before = await deps.signals.load(customerId);
  return [deps.signals.put(before, noted(before, customerId, { at: deps.now(), changes, sets }))];
}

/** Whether there is anything to write but a version. */
function isNews(before: Signals | undefined, after: Signals): boolean {
  return (
    before === undefined || canonicalJson({ ...after, version: before.version }) !== canonicalJson(before)
  );
}
