import { type ConsentState, choicesIn } from '../lambda/domain/consent/fact.ts';
import { isStale } from '../lambda/domain/consent/is-stale.ts';
import { policyInForce } from '../lambda/domain/policy/policy-in-force.ts';
import type { PolicyVersion } from '../lambda/domain/policy/version.ts';
import type { Ports } from '../lambda/domain/ports.ts';
import type { ConsentPurpose, ContactChannel } from '../lambda/domain/purposes.ts';
import { builder } from './builder.ts';
import { ConsentPurposeEnum, ContactChannelEnum, EvidenceMannerEnum } from './enums.ts';
import { basesOf, PurposeBasisType } from './legal-basis.ts';

/** The customer, and who answers for consents. */
export const consentReaders = ['customer', 'support', 'privacy_officer'] as const;

interface ConsentShape {
  readonly purpose: ConsentPurpose;
  readonly channel: ContactChannel | undefined;
  readonly granted: boolean;
  readonly at: string;
  readonly policyVersion: number;
  readonly stale: boolean;
}

const Consent = builder.objectRef<ConsentShape>('Consent').implement({
  description: 'The current answer for one purpose and channel. What is not listed was never given (P1.3).',
  fields: (t) => ({
    purpose: t.expose('purpose', { type: ConsentPurposeEnum, access: consentReaders }),
    channel: t.field({
      type: ContactChannelEnum,
      access: consentReaders,
      nullable: true,
      description: 'Null for STORAGE, which reaches nobody.',
      resolve: (consent) => consent.channel,
    }),
    granted: t.exposeBoolean('granted', { access: consentReaders }),
    at: t.expose('at', { type: 'DateTime', access: consentReaders }),
    policyVersion: t.exposeInt('policyVersion', { access: consentReaders }),
    stale: t.exposeBoolean('stale', {
      access: consentReaders,
      description:
        'True: the policy in force states this purpose otherwise than the version the choice was made under, or under 16 no guardian agreed to it; so it counts as not given; ask again. A refusal is never stale.',
    }),
  }),
});

interface Overview {
  /** Of the past: without what no fact tells. */
  readonly state: Omit<ConsentState, 'needsGuardian' | 'version'> & Partial<ConsentState>;
  readonly inForce: PolicyVersion | undefined;
  readonly versions: readonly PolicyVersion[];
}

export const ConsentOverview = builder.objectRef<Overview>('ConsentOverview').implement({
  description: 'What the customer agreed to, and chose.',
  fields: (t) => ({
    acceptedVersion: t.int({
      access: consentReaders,
      description: 'The version of the policy last accepted (P0.2).',
      resolve: ({ state }) => state.acceptedVersion,
    }),
    acceptedAt: t.field({
      type: 'DateTime',
      access: consentReaders,
      resolve: ({ state }) => state.acceptedAt,
    }),
    bases: t.field({
      type: [PurposeBasisType],
      access: ['customer', 'privacy_officer'],
      size: 5,
      description: 'Bases beside consent that CloudFly wrote down (L91 19). What was refused stays refused.',
      resolve: ({ state }) => basesOf(state),
    }),
    acceptedManner: t.field({
      type: EvidenceMannerEnum,
      access: consentReaders,
      description: 'How: in so many words, by use after its notice, or before this system (P0.2).',
      resolve: ({ state }) => state.acceptedManner,
    }),
    needsGuardian: t.boolean({
      access: consentReaders,
      nullable: true,
      description:
        'True: under 16 when last looked, so a guardian agrees to marketing (L91 24). Null for a state of the past.',
      resolve: ({ state }) => state.needsGuardian,
    }),
    versionInForce: t.int({
      access: consentReaders,
      nullable: true,
      resolve: ({ inForce }) => inForce?.version,
    }),
    choices: t.field({
      type: [Consent],
      access: consentReaders,
      size: 25,
      resolve: ({ state, versions, inForce }) =>
        choicesIn(state).map((choice) => ({
          ...choice,
          stale: isStale(choice.purpose, choice, versions, inForce, state.childUntil),
        })),
    }),
  }),
});

/** What a customer agreed to and chose until now. Undefined when there is no such customer. */
export async function consentsOf(
  ports: Pick<Ports, 'consents' | 'policies' | 'now'>,
  customerId: string,
): Promise<Overview | undefined> {
  const state = await ports.consents.state(customerId);
  return state && overviewAt(ports, state, ports.now());
}

/** A state beside the policy in force at its instant. */
export async function overviewAt(
  ports: Pick<Ports, 'policies'>,
  state: Overview['state'],
  at: Date,
): Promise<Overview> {
  const versions = await ports.policies.versions();
  return { state, versions, inForce: await policyInForce(ports, at) };
}
