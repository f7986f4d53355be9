import { choicesIn } from '../consent/fact.ts';
import type { Ports } from '../ports.ts';
import type { Copying, CopyOfOwnData } from './copy.ts';
import { openEvidence } from './open-for-copy.ts';

type Deps = Pick<Ports, 'consents' | 'notices' | 'policies'>;

/** What was agreed to, chosen and refused, with its evidence, and which notices reached the customer. */
export async function copiedConsents(
  deps: Deps,
  { customerId, keyring, sealing }: Copying,
): Promise<Pick<CopyOfOwnData, 'consents' | 'consentHistory' | 'notices'>> {
  const [state, history, versions] = await Promise.all([
    deps.consents.state(customerId),
    deps.consents.history(customerId),
    deps.policies.versions(),
  ]);
  const notices = await Promise.all(
    versions.map(async ({ version }) => ({
      version,
      handedOut: await deps.notices.find(customerId, version),
    })),
  );
  return {
    consents: state
      ? {
          acceptedVersion: state.acceptedVersion,
          acceptedAt: state.acceptedAt,
          acceptedManner: state.acceptedManner,
          needsGuardian: state.needsGuardian,
          ...(state.childUntil !== undefined && { childUntil: state.childUntil }),
          choices: choicesIn(state).map(({ factId: _, ...choice }) => choice),
          otherBases: Object.entries(state.bases).map(([purpose, { factId: _, ...basis }]) => ({
            purpose,
            ...basis,
          })),
        }
      : {},
    consentHistory: history.map(({ sealedEvidence, actor, ...fact }) => ({
      ...fact,
      actor: actor.replace(/:.*/, ''),
      evidence: openEvidence(sealing, keyring, { ...fact, actor, ...(sealedEvidence && { sealedEvidence }) }),
    })),
    notices: notices.flatMap(({ version, handedOut }) => (handedOut ? [{ version, ...handedOut }] : [])),
  };
}
