import { stalePurposes } from '../policy/stale-purposes.ts';
import type { PolicyPurpose, PolicyVersion } from '../policy/version.ts';
import { type ConsentPurpose, type ContactChannel, contactChannels, isMarketing } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import { type ConsentChoice, type ConsentFact, type ConsentState, choiceKey, choicesIn } from './fact.ts';
import { isStale } from './is-stale.ts';

export interface Policies {
  readonly versions: readonly PolicyVersion[];
  readonly inForce: PolicyVersion | undefined;
}
type FactsByKey = ReadonlyMap<string, readonly ConsentFact[]>;

/** Events of one choice that a receipt lists: the newest. */
const listedEvents = 20;

/** One line of a receipt: a purpose, on what ground, how that stands, and what happened. */
interface Processing {
  readonly purpose: ConsentPurpose;
  /** Ways that it holds for; none for storing, which reaches nobody. */
  readonly channels: readonly ContactChannel[];
  /** The words that it was offered with. */
  readonly purpose_description?: string;
  readonly lawful_basis: string;
  readonly consent_type?: string;
  /** `stale`: given, and counting as not given, since the policy in force states the purpose otherwise, or a child gave it alone. */
  readonly state: 'given' | 'refused' | 'withdrawn' | 'stale' | 'ended';
  readonly events: readonly Event[];
  /** Older events than those listed. */
  readonly earlier_events?: number;
}

interface Event {
  readonly event_time: string;
  readonly event_state: string;
  /** How it was said, and through what. */
  readonly event_method: string;
  readonly policy_version: number;
  readonly by_guardian?: true;
  /** Id of the fact that CloudFly keeps as evidence. */
  readonly evidence_id: string;
}

/** Every choice, every other basis, and every purpose that agreement to the policy covers. */
export function processingOf(
  state: ConsentState,
  facts: FactsByKey,
  policies: Policies,
  language: Language,
  at: Date,
): readonly Processing[] {
  return [
    ...choicesIn(state).map((choice) => {
      const { purpose, channel } = choice;
      const own = facts.get(choiceKey(purpose, channel)) ?? [];
      return choiceOf(purpose, channel, choice, own, policies, state.childUntil);
    }),
    ...basesOf(state, facts, at),
    ...agreedPurposes(state, facts, policies, language),
  ];
}

function choiceOf(
  purpose: ConsentPurpose,
  channel: ContactChannel | undefined,
  choice: ConsentChoice,
  facts: readonly ConsentFact[],
  { versions, inForce }: Policies,
  childUntil: string | undefined,
): Processing {
  const answers = facts.map(({ granted }, i) => {
    if (granted) return 'given';
    return facts.slice(0, i).some((earlier) => earlier.granted) ? 'withdrawn' : 'refused';
  });
  const last = answers.at(-1) ?? (choice.granted ? 'given' : 'refused');
  const latest = facts.at(-1);
  return {
    purpose,
    channels: channel === undefined ? [] : [channel],
    ...(latest?.wording !== undefined && { purpose_description: latest.wording }),
    lawful_basis: 'CONSENT',
    ...(latest && { consent_type: latest.manner }),
    state: isStale(purpose, choice, versions, inForce, childUntil) ? 'stale' : last,
    ...eventsOf(facts, (_, i) => answers[i] ?? last),
  };
}

function basesOf(state: ConsentState, facts: FactsByKey, at: Date): readonly Processing[] {
  return Object.entries(state.bases).map(([name, { basis, endsAt }]) => {
    const purpose = name as ConsentPurpose;
    const isOver = (end: string | undefined, then: number) => end !== undefined && Date.parse(end) <= then;
    return {
      purpose,
      channels: notRefused(state, purpose),
      lawful_basis: basis,
      state: isOver(endsAt, at.getTime()) ? 'ended' : 'given',
      ...eventsOf(facts.get(`LEGAL_BASIS:${purpose}`) ?? [], (fact) =>
        isOver(fact.endsAt, Date.parse(fact.at)) ? 'ended' : 'given',
      ),
    };
  });
}

/** What acceptance covers without a choice of its own, as the accepted version states it (P0.2, P1.3). Never marketing. */
function agreedPurposes(
  state: ConsentState,
  facts: FactsByKey,
  { versions, inForce }: Policies,
  language: Language,
): readonly Processing[] {
  const accepted = versions.find(({ version }) => version === state.acceptedVersion);
  const stale = accepted && inForce ? stalePurposes(accepted, inForce) : [];
  const isCovered = ({ purpose, coveredByAgreement, advertising }: PolicyPurpose) =>
    coveredByAgreement && !advertising && purpose !== 'STORAGE' && !isMarketing(purpose);
  return (accepted?.purposes ?? []).filter(isCovered).map(({ purpose, wording }) => ({
    purpose,
    channels: notRefused(state, purpose),
    purpose_description: wording[language],
    lawful_basis: 'AGREEMENT',
    consent_type: state.acceptedManner,
    state: stale.includes(purpose) ? 'stale' : 'given',
    ...eventsOf(facts.get('ACCEPTANCE') ?? [], () => 'given'),
  }));
}

/** A refusal wins over every other ground (P2.6). */
const notRefused = ({ choices }: ConsentState, purpose: ConsentPurpose): readonly ContactChannel[] =>
  contactChannels.filter((channel) => choices[choiceKey(purpose, channel)]?.granted !== false);

function eventsOf(
  facts: readonly ConsentFact[],
  stateOf: (fact: ConsentFact, i: number) => string,
): Pick<Processing, 'events' | 'earlier_events'> {
  const events = facts.map(
    (fact, i): Event => ({
      event_time: fact.at,
      event_state: stateOf(fact, i),
      event_method: `${fact.manner} ${fact.path}`,
      policy_version: fact.policyVersion,
      ...(fact.byGuardian && { by_guardian: true }),
      evidence_id: fact.id,
    }),
  );
  const earlier = events.length - listedEvents;
  return { events: events.slice(-listedEvents), ...(earlier > 0 && { earlier_events: earlier }) };
}
