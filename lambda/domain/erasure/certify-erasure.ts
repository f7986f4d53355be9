import type { Erasure } from './erasure.ts';
import { lookOnceMore } from './look-once-more.ts';
import { type ErasureDeps, recordStep } from './record-step.ts';
import { proofKinds } from './what-goes.ts';

/** `typ` of a certificate's JWS. */
export const certificateType = 'erasure-certificate+jws';

/**
 * Certifies an erasure (D356 5(4)): first everything is looked for once more, for what was being written while it ran, or came back from a
 * backup. What is found is destroyed, and the time begins anew. Of a customer who keeps an account, classes that were given again since are not
 * said to be erased.
 */
export async function certifyErasure(deps: ErasureDeps, erasure: Erasure): Promise<Erasure> {
  const at = deps.now().toISOString();
  const { begunAnew, there } = await lookOnceMore(deps, erasure);
  if (begunAnew) return begunAnew;
  const erased = erasure.classes.filter((one) => !there.includes(one));
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
