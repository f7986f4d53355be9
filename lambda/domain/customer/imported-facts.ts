import { factOf } from '../consent/consent-writes.ts';
import type { ConsentFact } from '../consent/fact.ts';
import type { ImportRow } from '../input/import-row.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';

/**
 * The acceptance, the storing that it covers, and each choice, with the instants and proofs of the earlier system (D356 6). A choice has the
 * words that the row says it was offered with, or none: those of a version here were not what was read there.
 */
export function importedFacts(
  deps: Pick<Ports, 'random'>,
  { sealing, keyring }: { readonly sealing: ReadySealing; readonly keyring: Keyring },
  { acceptance, consents, language, emailVerified }: ImportRow,
  version: PolicyVersion,
  operator: { readonly id: string; readonly requestId: string },
): readonly ConsentFact[] {
  const saying = (at: string) =>
    ({
      at: new Date(at),
      version,
      language,
      manner: 'IMPORTED',
      path: 'IMPORT',
      actor: operator.id,
      requestId: operator.requestId,
    }) as const;
  const sealed = (proof: string | undefined) =>
    proof === undefined ? undefined : { sealing, keyring, evidence: { proof } };
  const verified = emailVerified && `${acceptance.proof}\nEMAIL ${emailVerified.at}: ${emailVerified.proof}`;
  return [
    factOf(deps, 'ACCEPTANCE', saying(acceptance.at), {}, sealed(verified ?? acceptance.proof)),
    factOf(
      deps,
      'CONSENT',
      saying(acceptance.at),
      { purpose: 'STORAGE', granted: true },
      sealed(acceptance.proof),
    ),
    ...consents.map(({ at, proof, ...choice }) => factOf(deps, 'CONSENT', saying(at), choice, sealed(proof))),
  ];
}
