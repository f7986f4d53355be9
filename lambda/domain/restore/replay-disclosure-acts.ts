import { isDisclosureId } from '../disclosure/disclosure-id.ts';
import { hasEnded } from '../disclosure/disclosure-moves.ts';
import { ending } from '../disclosure/end-disclosure.ts';
import { isOwed, sentBack } from '../disclosure/stop-disclosure.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { isRecipientId, isRecordId } from '../recipient/recipient.ts';
import { type ReplayActDeps, type ReplayedAct, subjectOf } from './replayed-act.ts';

/** Nothing is disclosed any more to a recipient who was revoked. */
export const replayRevokedRecipient: ReplayedAct = async (deps, row) => {
  const { reference = '', at: revokedAt } = row;
  const before = isRecipientId(reference) ? await deps.recipients.load(reference) : undefined;
  if (!before || before.state === 'REVOKED') return [];
  const revoked = { state: 'REVOKED', revokedAt, revokedBy: subjectOf(row) } as const;
  return deps.recipients.put(before, { ...before, ...revoked, version: before.version + 1 });
};

/** Nothing is disclosed on a commitment that was ended (P6.6). The trail names it without its recipient. */
export const replayEndedCommitment: ReplayedAct = async (deps, row) => {
  const { reference = '', at: endedAt } = row;
  if (!isRecordId(reference)) return [];
  for await (const recipient of recipientsOf(deps)) {
    const before = await deps.commitments.load(recipient.id, reference);
    if (!before) continue;
    if (before.state === 'ENDED') return [];
    const ended = { state: 'ENDED', endedAt, endedBy: subjectOf(row) } as const;
    return [deps.commitments.put(before, { ...before, ...ended, version: before.version + 1 })];
  }
  return [];
};

async function* recipientsOf({ recipients }: Pick<ReplayActDeps, 'recipients'>): AsyncGenerator<Recipient> {
  for (let after: string | undefined; ; ) {
    const page = await recipients.page(50, after);
    for (const { recipient } of page.recipients) yield recipient;
    after = page.recipients.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) return;
  }
}

/**
 * A disclosure that has ended stays so, however: rejected, taken back, expired, or collected. From here on its link opens nothing and its package
 * is destroyed.
 */
export const replayEndedDisclosure: ReplayedAct = async (deps, row) => {
  const { reference = '', at, action, code } = row;
  const before = isDisclosureId(reference) ? await deps.disclosures.load(reference) : undefined;
  if (!before || hasEnded(before)) return [];
  const by = subjectOf(row);
  if (before.state === 'OPENED' || before.state === 'VERIFIED') {
    const { after, also } =
      action === 'EXPIRE_DISCLOSURE'
        ? ending(deps, before, 'EXPIRED', { by, endedAt: at, cause: code ?? 'NOT_DECIDED' })
        : ending(deps, before, 'REJECTED', { by, endedAt: at, cause: undefined });
    return [...deps.disclosures.put(before, after), ...also];
  }
  const wasCollected = action === 'CONFIRM_RECEIPT' && before.state === 'SEALED';
  const cause = code ?? 'RESTORED';
  const { after, also } = wasCollected
    ? ending(deps, before, 'COLLECTED', { by, collectedAt: at })
    : ending(deps, before, 'REVOKED', { by, cause });
  return [...deps.disclosures.put(before, after), ...also];
};

/** An order that was stopped is decided anew: the approval that the tables know of is none any more, and its package was destroyed. */
export const replayStoppedDisclosure: ReplayedAct = async (deps, row) => {
  const { reference = '', at, code } = row;
  const before = isDisclosureId(reference) ? await deps.disclosures.load(reference) : undefined;
  if (before?.state !== 'APPROVED' && before?.state !== 'SEALED') return [];
  // What was approved since stands.
  if (!isOwed(before) || (before.decidedAt ?? '') > at) return [];
  const { after, also } = sentBack(deps, before, { by: subjectOf(row), cause: code ?? 'RESTORED' });
  return [...deps.disclosures.put(before, after), ...also];
};
