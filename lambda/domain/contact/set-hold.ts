import { enqueueOpenMail } from '../mail/enqueue-mail.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import type { EmailHold, HoldCause } from './email-hold.ts';

export type SetHoldDeps = Pick<
  Ports,
  'now' | 'random' | 'emailHolds' | 'emailChanges' | 'changes' | 'outbox'
>;

/** Who stops requests from whose address, and why. */
export interface Holding {
  readonly id: string;
  readonly customerId: string;
  /** What CloudFly writes in. */
  readonly language: Language;
  readonly cause: HoldCause;
  /** As the audit trail names them. */
  readonly heldBy: string;
  readonly requestId: string;
  readonly sealedWhy?: Uint8Array;
}

/** A fresh id of a hold: ids sort as their instants do. */
export const newHoldId = (deps: Pick<Ports, 'now' | 'random'>): string => mailIdAt(deps.now(), deps.random);

/**
 * The rows of a hold being set (P3.6): the hold itself, what other systems follow, and what tells the customer. It needs no keys: the mail says
 * nothing of the customer. The caller adds the contact state (`held`), on the condition that nobody changed it since it was read.
 */
export async function setHold(deps: SetHoldDeps, holding: Holding): Promise<readonly Write[]> {
  const { sealedWhy, language, requestId, ...rest } = holding;
  const { customerId } = holding;
  const heldAt = deps.now().toISOString();
  const hold: EmailHold = {
    ...rest,
    state: 'HELD',
    version: 1,
    heldAt,
    sealedWhy,
    contacts: [],
    liftedAt: undefined,
    liftedBy: undefined,
  };
  const telling = {
    ...{ customerId, language, requestId },
    requestedBy: holding.heldBy,
    filled: { template: 'ADDRESS_HELD', variables: { heldAt } },
  } as const;
  // Where a new address was confirmed, the customer may read that one alone.
  const change = await deps.emailChanges.load(customerId);
  const isOther = change?.state === 'PENDING' && change.verifiedAt !== undefined;
  return [
    deps.emailHolds.put(undefined, hold),
    deps.changes.insert({ id: deps.random.id(), customerId, kind: 'ADDRESS', at: heldAt }),
    enqueueOpenMail(deps, telling).write,
    ...(isOther ? [enqueueOpenMail(deps, { ...telling, to: 'PENDING', changeId: change.id }).write] : []),
  ];
}

/** A contact state with its address held; of the version read, for the write that replaces it counts it. */
export const held = (contact: ContactState): ContactState => ({ ...contact, isHeld: true });
