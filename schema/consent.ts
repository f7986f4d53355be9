import type { ConsentState } from '../lambda/domain/consent/fact.ts';
import { isStale } from '../lambda/domain/consent/is-stale.ts';
import { policyInForce } from '../lambda/domain/policy/policy-in-force.ts';
import type { PolicyVersion } from '../lambda/domain/policy/version.ts';
import type { Ports } from '../lambda/domain/ports.ts';
import type { ConsentPurpose, ContactChannel } from '../lambda/domain/purposes.ts';
import { builder } from './builder.ts';
import { ConsentPurposeEnum, ContactChannelEnum } from './enums.ts';

const self = ['customer'] as const;

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
    purpose: t.expose('purpose', { type: ConsentPurposeEnum, access: self }),
    channel: t.field({
      type: ContactChannelEnum,
      access: self,
      nullable: true,
      description: 'Null for STORAGE, which reaches nobody.',
      resolve: (consent) => consent.channel,
    }),
    granted: t.exposeBoolean('granted', { access: self }),
    at: t.expose('at', { type: 'DateTime', access: self }),
    policyVersion: t.exposeInt('policyVersion', { access: self }),
    stale: t.exposeBoolean('stale', {
      access: self,
      description:
        'True: the policy in force states this purpose otherwise than the version the choice was made under, so it counts as not given; ask again. A refusal is never stale.',
    }),
  }),
});

interface Overview {
  readonly state: ConsentState;
  readonly inForce: PolicyVersion | undefined;
  readonly versions: readonly PolicyVersion[];
}

export const ConsentOverview = builder.objectRef<Overview>('ConsentOverview').implement({
  description: 'What the customer agreed to, and chose.',
  fields: (t) => ({
    acceptedVersion: t.int({
      access: self,
      description: 'The version of the policy last accepted (P0.2).',
      resolve: ({ state }) => state.acceptedVersion,
    }),
    acceptedAt: t.field({ type: 'DateTime', access: self, resolve: ({ state }) => state.acceptedAt }),
    versionInForce: t.int({ access: self, nullable: true, resolve: ({ inForce }) => inForce?.version }),
    choices: t.field({
      type: [Consent],
      access: self,
      size: 25,
      resolve: ({ state, versions, inForce }) =>
        Object.entries(state.choices).map(([key, choice]) => {
          const [purpose, channel] = key.split(':') as [ConsentPurpose, ContactChannel | undefined];
          return {
            purpose,
            channel,
            granted: choice.granted,
            at: choice.at,
            policyVersion: choice.policyVersion,
            stale: isStale(purpose, choice, versions, inForce),
          };
        }),
    }),
  }),
});

export async function ownConsents(
  ports: Pick<Ports, 'consents' | 'policies' | 'now'>,
  customerId: string,
): Promise<Overview | undefined> {
  const state = await ports.consents.state(customerId);
  if (!state) return undefined;
  const versions = await ports.policies.versions();
  return { state, versions, inForce: await policyInForce(ports, ports.now()) };
}
