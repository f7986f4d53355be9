import { runSimulation } from '@cloud-copilot/iam-simulate';
import { type JudgedCloud, many, type Policy } from './cloud.ts';
import { account } from './resolve.ts';

/** One question to the policies of a stage. */
export interface Question {
  /** ARN of the role that asks. */
  readonly principal: string;
  readonly action: string;
  /** ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** Which policies are asked: all of them, the role's alone, or the resource's own alone (the role may everything). */
export type Layer = 'whole' | 'role' | 'resource';

const everything: Policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
/** A key policy that leaves it all to the roles: a key without a policy would refuse everything. */
const leftToRoles: Policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: '*',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
    },
  ],
};

/** The ARN that carries the policy which decides on a resource: an object's is its bucket's. */
const ownerOf = (arn: string): string =>
  arn.startsWith('arn:aws:s3:::') ? (arn.split('/')[0] as string) : arn;

/** What comes with every call: over TLS, by the role itself. */
const always = (principal: string) => ({
  'aws:PrincipalArn': principal,
  'aws:PrincipalAccount': account,
  'aws:SecureTransport': 'true',
});
const ofService: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: { 's3:TlsVersion': '1.3' },
  kms: { 'kms:CallerAccount': account },
};

/**
 * The simulator drops context keys with a part of their own (`kms:EncryptionContext:class`) before it judges; under the name of a
 * tag it keeps them. They are renamed in what is asked and in every policy alike.
 */
const kept = (name: string) => name.replace(/^kms:EncryptionContext:/, 'aws:PrincipalTag/EncryptionContext-');

/** A policy's statements that speak of a service at all: the simulator weighs every condition of every statement it is given. */
function about(service: string, policy: Policy): Policy {
  const known = narrowed.get(policy)?.get(service);
  if (known) return known;
  const speaks = (action = '*') => action.toLowerCase().startsWith(`${service}:`) || /^[^:]*\*/.test(action);
  const copy = JSON.parse(
    JSON.stringify({
      ...policy,
      Statement: policy.Statement.filter(({ Action }) => many(Action).some(speaks)),
    }),
    (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([name, each]) => [kept(name), each]))
        : typeof value === 'number'
          ? String(value)
          : value,
  );
  narrowed.set(policy, (narrowed.get(policy) ?? new Map<string, Policy>()).set(service, copy));
  return copy;
}
const narrowed = new WeakMap<Policy, Map<string, Policy>>();

/**
 * Whether a call would be let through.
 * @throws Error when what is asked cannot be: an action that does not exist or does not fit the resource, a context that never comes with it
 */
export async function allowed(
  cloud: JudgedCloud,
  question: Question,
  layer: Layer = 'whole',
): Promise<boolean> {
  const { principal, action, resource, context = {} } = question;
  const [service = ''] = action.split(':');
  const identity = layer === 'resource' ? [everything] : (cloud.identity.get(principal) ?? []);
  const own =
    layer === 'role' ? action.startsWith('kms:') && leftToRoles : cloud.resource.get(ownerOf(resource));
  const given = { ...always(principal), ...ofService[service], ...context };
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: Object.fromEntries(
          Object.entries(given).map(([name, value]) => [kept(name), value]),
        ),
      },
      identityPolicies: identity.map((policy, index) => ({
        name: String(index),
        policy: about(service, policy),
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(own ? { resourcePolicy: about(service, own) } : {}),
    },
    {},
  );
  if (answer.resultType === 'error')
    throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
  const ignored = answer.resultType === 'single' ? answer.result.ignoredContextKeys : [];
  if (answer.resultType !== 'single' || ignored?.length)
    throw new Error(`${action} on ${resource} was not judged as asked: ${ignored}.`);
  return answer.overallResult === 'Allowed';
}
