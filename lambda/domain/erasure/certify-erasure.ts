import type { DataClass } from '../access.ts';
import type { Erasure } from './erasure.ts';
import { type ErasureDeps, recordStep } from './record-step.ts';
import { fateOf, proofKinds } from './what-goes.ts';

/** `typ` of a certificate's JWS. */
export const certificateType = 'erasure-certificate+jws';

/**
 * Certifies an erasure (D356 5(4)): first everything is looked for once more, for what was being written while it ran, or came back from a
 * backup. What is found is destroyed, and the time begins anew. Of a customer who keeps an account, classes that were given again since are not
 * said to be erased.
 */
export async function certifyErasure(deps: ErasureDeps, erasure: Erasure): Promise<Erasure> {
  const { customerId, left, classes } = erasure;
  const at = deps.now().toISOString();
  const there = await deps.keyShredding.classes(customerId);
  // Whoever is not going may have given something anew: that is theirs, and stays.
  const isGoing = left.length === 0 || (await deps.customers.record(customerId))?.state === 'ERASING';
  const again = isGoing ? await stepAgain(deps, erasure, there, at) : undefined;
  if (again) {
    deps.log.warn('erasure_not_whole', { customerId, state: again });
    return recordStep(deps, erasure, { step: again, doneAt: undefined, certifiableAt: undefined }, []);
  }
  const erased = classes.filter((one) => !there.includes(one));
  const payload = certificatePayload(deps, { ...erasure, classes: erased }, at);
  const certificate = await deps.signer.sign(payload, certificateType);
  return recordStep(
    deps,
    erasure,
    {
      step: 'DONE',
      certificate,
      certifiedAt: at,
      dueAt: erasure.held.length > 0 ? erasure.dueAt : undefined,
    },
    [],
  );
}

/** Where an erasure begins anew; undefined when nothing is there of what it destroyed. @param there classes that have keys */
async function stepAgain(
  { customerRows }: Pick<ErasureDeps, 'customerRows'>,
  erasure: Erasure,
  there: readonly DataClass[],
  at: string,
): Promise<'KEYS' | 'LOOKUPS' | undefined> {
  const { customerId, left } = erasure;
  if (there.some((one) => !left.includes(one))) return 'KEYS';
  const found = await Promise.all([customerRows.elsewhere(customerId), customerRows.own(customerId)]);
  // Where a processor has something changes nothing of what goes here.
  const judged = { ...erasure, isAtProcessor: false };
  return found.flat().some((row) => fateOf(row, judged, at).kind === 'GOES') ? 'LOOKUPS' : undefined;
}

/** What is certified: pseudonymous, so that it can be kept and shown. */
const certificatePayload = (
  { settings }: Pick<ErasureDeps, 'settings'>,
  erasure: Erasure,
  certifiedAt: string,
) => ({
  erasure: erasure.id,
  subject: erasure.customerId,
  controller: settings.sender,
  cause: erasure.cause,
  classes: erasure.classes,
  left: erasure.left,
  begunAt: erasure.startedAt,
  erasedAt: erasure.doneAt,
  certifiedAt,
  method: 'Keys destroyed, lookups, files and rows removed; no backup of the keys reaches back before it.',
  keptAsProof: proofKinds,
  identityProvider: erasure.identityProvider,
  addressSuppressed: erasure.suppressesAddress,
});
