import { coveringCommitment } from '../commitment/covering-commitment.ts';
import { keepDocument } from '../commitment/keep-document.ts';
import { DomainError } from '../errors.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { noBasis, placeOf } from './covering.ts';
import type { Basis } from './disclosure.ts';
import type { GivenDisclosure, parseDisclosure } from './parse-disclosure.ts';
import { wordsAt } from './sealed-words.ts';
import { judgeWithheld } from './withheld.ts';

type Deps = Pick<Ports, 'now' | 'random' | 'commitments' | 'inboundBucket'>;

/**
 * What a request is said to stand on, its document and what that is called sealed under the keys of the disclosure. The caller saves them.
 * @throws DomainError NO_BASIS at `recipientId` and `purpose`, SCOPE_TOO_WIDE at the place in `fields`, IN_THE_PAST and TOO_FAR at `order.withheldUntil`
 */
export async function basisOf(
  deps: Deps,
  keys: { readonly keyring: Keyring; readonly sealing: ReadySealing },
  recipient: Recipient,
  { basis: kind, order, purpose, fields }: ReturnType<typeof parseDisclosure>,
  { order: said, fields: given }: Pick<GivenDisclosure, 'order' | 'fields'>,
): Promise<Basis> {
  if (kind === 'PERMISSION') return { kind };
  if (!order) {
    const wanted = { recipientId: recipient.id, purpose, fields };
    const commitment = await coveringCommitment(deps, wanted, deps.now());
    if ('code' in commitment) throw new DomainError(commitment.code, placeOf(commitment, given));
    return { kind: 'COMMITMENT', commitmentId: commitment.id };
  }
  const { instrument, scope, document } = order;
  if (recipient.kind !== 'AUTHORITY') throw new DomainError(noBasis.code, noBasis.path);
  const withheldUntil = said?.withheldUntil;
  if (withheldUntil) judgeWithheld(withheldUntil, deps.now());
  const { keyring, sealing } = keys;
  const kept = await keepDocument(deps, sealing, keyring, document);
  return {
    kind: 'LEGAL_ORDER',
    sealedInstrument: sealing.seal(keyring, wordsAt(keyring.subjectId, 'instrument'), instrument),
    scope,
    document: kept,
    withheldUntil: withheldUntil?.toISOString(),
  };
}
