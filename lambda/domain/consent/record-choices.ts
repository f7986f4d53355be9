import type { PolicyVersion } from '../policy/version.ts';
import type { Keyring, Ports, ReadySealing, Write } from '../ports.ts';
import type { ConsentPurpose, ContactChannel } from '../purposes.ts';
import type { Language, Origin } from '../viewer.ts';
import type { ConsentChoice, ConsentFact, ConsentState } from './fact.ts';

/** One choice as a customer made it. STORAGE has no channel: it reaches nobody. */
export interface Choice {
  readonly purpose: ConsentPurpose;
  readonly channel: ContactChannel | undefined;
  readonly granted: boolean;
}

/** How it was said: what every fact of one act shares as evidence (D356 6). */
export interface Saying {
  readonly at: Date;
  readonly version: PolicyVersion;
  readonly language: Language;
  readonly actor: string;
  readonly origin: Origin;
}

/** Key of a choice in the current state. */
export function choiceKey(purpose: ConsentPurpose, channel: ContactChannel | undefined): string {
  return channel === undefined ? purpose : `${purpose}:${channel}`;
}

/**
 * The first acceptance of a customer and the choices made with it: facts, and the state that follows from them, to be written
 * together (P0.2, P1.3, P1.4). Acceptance is one fact, each choice another; accepting grants nothing by itself.
 */
export function recordChoices(
  deps: Pick<Ports, 'random' | 'consents'>,
  sealing: ReadySealing,
  keyring: Keyring,
  saying: Saying,
  choices: readonly Choice[],
): { writes: readonly Write[]; state: ConsentState } {
  const customerId = keyring.subjectId;
  const at = saying.at.toISOString();
  const fact = (
    rest: Pick<ConsentFact, 'type' | 'purpose' | 'channel' | 'granted' | 'wording'>,
  ): ConsentFact => {
    const id = deps.random.id();
    const where = { dataClass: 'contact', kind: 'evidence', recordId: id, revision: 1 } as const;
    return {
      id,
      at,
      manner: 'EXPLICIT',
      policyVersion: saying.version.version,
      language: saying.language,
      textDigest: saying.version.digest[saying.language],
      actor: saying.actor,
      sealedOrigin: sealing.seal(keyring, where, saying.origin),
      ...rest,
    };
  };
  const acceptance = fact({ type: 'ACCEPTANCE' });
  const facts = choices.map((choice) => {
    const wording = saying.version.purposes.find((purpose) => purpose.purpose === choice.purpose)?.wording;
    return fact({
      type: 'CONSENT',
      purpose: choice.purpose,
      granted: choice.granted,
      ...(choice.channel === undefined ? {} : { channel: choice.channel }),
      ...(wording === undefined ? {} : { wording: wording[saying.language] }),
    });
  });
  const state: ConsentState = {
    version: 1,
    acceptedVersion: saying.version.version,
    acceptedAt: at,
    choices: Object.fromEntries(facts.map((made) => stateEntry(made))),
  };
  const writes = [
    ...[acceptance, ...facts].map((made) => deps.consents.insertFact(customerId, made)),
    deps.consents.replaceState(customerId, undefined, state),
  ];
  return { writes, state };
}

function stateEntry(fact: ConsentFact): readonly [string, ConsentChoice] {
  const { id, at, policyVersion, purpose, channel, granted } = fact;
  if (purpose === undefined || granted === undefined)
    throw new TypeError('a choice names a purpose and an answer');
  return [choiceKey(purpose, channel), { granted, policyVersion, at, factId: id }];
}
