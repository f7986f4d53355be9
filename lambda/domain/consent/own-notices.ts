import { policyInForce } from '../policy/policy-in-force.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Ports } from '../ports.ts';
import type { ConsentPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import { staleUnder } from './is-stale.ts';

/** A version that the customer has not accepted, in force or coming, beside the one accepted. */
export interface OwnNotice {
  readonly customerId: string;
  readonly version: PolicyVersion;
  readonly accepted: PolicyVersion | undefined;
  /** Purposes of which a choice counts as not given under that version. */
  readonly stalePurposes: readonly ConsentPurpose[];
}

/** What the customer is to be told of the policy (P0.2, P7.2), oldest first. Empty when the newest is accepted. */
export async function ownNotices(
  deps: Pick<Ports, 'consents' | 'policies' | 'now'>,
  customerId: string,
): Promise<readonly OwnNotice[]> {
  const [state, versions, inForce] = await Promise.all([
    deps.consents.state(customerId),
    deps.policies.versions(),
    policyInForce(deps, deps.now()),
  ]);
  if (!state) return [];
  const accepted = versions.find(({ version }) => version === state.acceptedVersion);
  return versions
    .filter(({ version }) => version > state.acceptedVersion && version >= (inForce?.version ?? 0))
    .map((version) => ({
      customerId,
      version,
      accepted,
      stalePurposes: staleUnder(state, versions, version),
    }));
}

/**
 * Notes that the text of a version reached the signed-in customer, who accepts it by what is done next (P0.2). Reading goes on when it
 * cannot be noted: acceptance then waits for another reading.
 */
export async function handOutNotice(
  deps: Pick<Ports, 'notices' | 'commit' | 'now' | 'log'>,
  { customerId, version: { version } }: OwnNotice,
  reading: { readonly language: Language; readonly requestId: string },
): Promise<void> {
  const { language, requestId } = reading;
  try {
    if (await deps.notices.find(customerId, version)) return;
    const handedOut = { version, at: deps.now().toISOString(), by: 'SIGNED_IN', language } as const;
    await deps.commit([deps.notices.handOut(customerId, handedOut)], []);
  } catch (error) {
    deps.log.error('notice_not_noted', { requestId, customerId }, error);
  }
}
