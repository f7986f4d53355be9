import { hash } from 'node:crypto';
import type { PersonalField } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { type DisclosurePurpose, disclosedFields, permittedPurpose } from '../disclosure/purpose.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { objectOf } from '../input/object.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { sealDuties } from '../recipient/recipient-words.ts';
import { requireRecipient } from '../recipient/require-recipient.ts';
import type { StaffViewer } from '../viewer.ts';
import type { Commitment } from './commitment.ts';
import { givenDocument, keepDocument } from './keep-document.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'recipients'
  | 'commitments'
  | 'inboundBucket'
  | 'idempotency'
>;

const words = objectOf({
  required: { purpose: permittedPurpose, fields: disclosedFields, duties: message, document: givenDocument },
});

/** Names a commitment. */
export type NamedCommitment = { readonly recipientId: string; readonly id: string };

/**
 * Records what a payment processor promised (P6.6; L91 15, 17): for what, which fields, from when to when, how it protects them, and the
 * document itself, sealed. It is a basis for nothing until another person has approved it.
 * @throws DomainError input issues, NO_BASIS at `purpose` for an investigation; NOT_FOUND at `recipientId`, NO_BASIS there for anybody but a payment processor, WRONG_STATE for one that is
 *   revoked; IN_THE_PAST at `until`, INVALID_FORMAT there for an end before the beginning
 */
export async function recordCommitment(
  deps: Deps,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly recipientId: string;
    readonly purpose: DisclosurePurpose;
    readonly fields: readonly PersonalField[];
    readonly from: Date;
    readonly until: Date;
    readonly duties: string;
    readonly document: string;
  },
): Promise<NamedCommitment> {
  const { idempotencyKey, recipientId, from, until, document, ...input } = call;
  const caller = `staff:${viewer.subject}`;
  const term = { from: from.toISOString(), until: until.toISOString() };
  const asked = { ...input, ...term, recipientId, document: hash('sha256', document) };
  return once(deps, { caller, operation: 'recordCommitment', idempotencyKey, input: asked }, async () => {
    const { document: uploaded, duties, ...given } = parseInput(words, { ...input, document });
    const now = deps.now();
    if (until <= now) throw new DomainError('IN_THE_PAST', ['until']);
    if (until <= from) throw new DomainError('INVALID_FORMAT', ['until']);
    const recipient = await requireRecipient(deps, recipientId);
    // What others commit themselves to is no basis (P1.6).
    if (recipient.kind !== 'PAYMENT_PROCESSOR') throw new DomainError('NO_BASIS', ['recipientId']);
    if (recipient.state === 'REVOKED') throw new DomainError('WRONG_STATE', ['recipientId']);
    const keyring = (await deps.sealing.loadKeyring(recipientId)) ?? deps.sealing.newKeyring(recipientId);
    const sealing = await deps.sealing.ready(['content'], [keyring]);
    const id = mailIdAt(now, deps.random);
    const commitment: Commitment = {
      ...given,
      ...term,
      id,
      recipientId,
      state: 'PROPOSED',
      version: 1,
      sealedDuties: sealDuties(sealing, keyring, { id, duties }),
      document: await keepDocument(deps, sealing, keyring, uploaded),
      recordedAt: now.toISOString(),
      recordedBy: viewer.subject,
      approvedAt: undefined,
      approvedBy: undefined,
      endedAt: undefined,
      endedBy: undefined,
      warnedAt: undefined,
    };
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [
        deps.commitments.put(undefined, commitment),
        deps.recipients.unchanged(recipient),
        ...(keys ? [keys] : []),
      ],
      audit: [
        entryOf(viewer, { action: 'RECORD_COMMITMENT', fields: given.fields, reference: commitment.id }),
      ],
      result: { recipientId, id: commitment.id },
    };
  });
}
