import type { PolicyVersion } from '../policy/version.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { ConsentPurpose, ContactChannel } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import { applyFacts } from './apply-facts.ts';
import type { ConsentEvidence, ConsentFact, ConsentPath, ConsentState, EvidenceManner } from './fact.ts';
import type { Guardianship } from './guardianship.ts';

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
  readonly manner: EvidenceManner;
  readonly path: ConsentPath;
  readonly actor: string;
  readonly requestId: string;
  readonly reference?: string;
  readonly byGuardian?: boolean;
}

/** Seals evidence beside a fact; functions without keys have none, and their audit row has the origin. */
export interface EvidenceSealing {
  readonly sealing: Pick<ReadySealing, 'seal'>;
  readonly keyring: Keyring;
  readonly evidence: ConsentEvidence;
}

type Special = Pick<ConsentFact, 'purpose' | 'channel' | 'granted' | 'wording' | 'use' | 'basis' | 'endsAt'>;

/** One fact of an act. */
export function factOf(
  deps: Pick<Ports, 'random'>,
  type: ConsentFact['type'],
  saying: Saying,
  special: Special,
  sealed: EvidenceSealing | undefined,
): ConsentFact {
  const id = deps.random.id();
  const { version, language, at, reference, byGuardian, ...rest } = saying;
  const where = { dataClass: 'contact', kind: 'evidence', recordId: id, revision: 1 } as const;
  return {
    id,
    type,
    at: at.toISOString(),
    ...rest,
    policyVersion: version.version,
    language,
    textDigest: version.digest[language],
    ...special,
    ...(reference !== undefined && { reference }),
    ...(byGuardian && { byGuardian }),
    ...(sealed && { sealedEvidence: sealed.sealing.seal(sealed.keyring, where, sealed.evidence) }),
  };
}

/** A fact for each choice, with the exact words it was offered with. */
export function choiceFacts(
  deps: Pick<Ports, 'random'>,
  saying: Saying,
  choices: readonly Choice[],
  sealed: EvidenceSealing | undefined,
): readonly ConsentFact[] {
  return choices.map(({ purpose, channel, granted }) => {
    const wording = saying.version.purposes.find((stated) => stated.purpose === purpose)?.wording;
    const special = {
      purpose,
      granted,
      ...(channel !== undefined && { channel }),
      ...(wording && { wording: wording[saying.language] }),
    };
    return factOf(deps, 'CONSENT', saying, special, sealed);
  });
}

/**
 * Facts, the state that follows from them, and the bump of the contact state by which every one of them comes before or after the
 * beginning of a mail: written together or not at all (P1.3, P2.6). Also the change that other systems hear of.
 * @param contact the contact state as read, or as changed by the same act; its replacement is among the writes
 */
export function consentWrites(
  deps: Pick<Ports, 'consents' | 'contactStates' | 'changes' | 'random'>,
  customerId: string,
  act: {
    readonly before: ConsentState;
    readonly facts: readonly ConsentFact[];
    readonly contact: ContactState;
    readonly at: Date;
    /** As told anew; without it, it stays. */
    readonly guardianship?: Guardianship;
  },
): { readonly writes: readonly Write[]; readonly state: ConsentState } {
  const { before, facts, contact, at, guardianship } = act;
  const state = applyFacts(before, facts, guardianship);
  const writes = [
    ...facts.map((made) => deps.consents.insertFact(customerId, made)),
    deps.consents.replaceState(customerId, before, state),
    deps.contactStates.replace(contact, { ...contact, version: contact.version + 1 }),
    deps.changes.insert({ id: deps.random.id(), customerId, kind: 'CONSENT', at: at.toISOString() }),
  ];
  return { writes, state };
}

/** The same for a customer who did not exist before: others hear of them by it. The caller inserts the contact state. */
export function firstConsentWrites(
  deps: Pick<Ports, 'consents' | 'changes' | 'random'>,
  customerId: string,
  act: { readonly facts: readonly ConsentFact[]; readonly at: Date; readonly needsGuardian: boolean },
): readonly Write[] {
  const { facts, at, needsGuardian } = act;
  return [
    ...facts.map((made) => deps.consents.insertFact(customerId, made)),
    deps.consents.replaceState(customerId, undefined, applyFacts(undefined, facts, { needsGuardian })),
    deps.changes.insert({ id: deps.random.id(), customerId, kind: 'CONSENT', at: at.toISOString() }),
  ];
}
