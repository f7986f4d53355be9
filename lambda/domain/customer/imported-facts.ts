import { choiceFacts, factOf } from '../consent/consent-writes.ts';
import type { ConsentFact } from '../consent/fact.ts';
import type { ImportRow } from '../input/import-row.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Keyring, Ports, ReadySealing } from '../ports.ts';

/** The acceptance, the storing that it covers, and each choice, with the instants and proofs of the earlier system (D356 6). */
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
  const storage = { purpose: 'STORAGE', channel: undefined, granted: true } as const;
  return [
    factOf(deps, 'ACCEPTANCE', saying(acceptance.at), {}, sealed(verified ?? acceptance.proof)),
    ...choiceFacts(deps, saying(acceptance.at), [storage], sealed(acceptance.proof)),
    ...consents.flatMap((choice) => choiceFacts(deps, saying(choice.at), [choice], sealed(choice.proof))),
  ];
}
