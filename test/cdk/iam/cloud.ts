import type { FunctionName } from '../../../lambda/declared/functions.ts';
import type { TemplateResource } from '../synthesized-stage.ts';
import { type Json, type Part, resolve, type Templates } from './resolve.ts';

export interface PolicyStatement {
  readonly Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Principal?: Json;
  Condition?: Record<string, Record<string, string | string[]>>;
}
export interface Policy {
  readonly Version: string;
  readonly Statement: PolicyStatement[];
}

/** A policy of a template, every intrinsic resolved, and whose it is. */
export interface FoundPolicy {
  /** Logical id of the resource that carries it. */
  readonly id: string;
  readonly type: string;
  /** ARNs of roles that it is a policy of; none: it is a resource's own. */
  readonly roles: readonly string[];
  /** ARN of the resource that it is the own policy of. */
  readonly of?: string;
  readonly document: Policy;
}

const parts = ['data', 'edge', 'app'] as const satisfies readonly Part[];
export const many = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? value : [value as T];

/** Every policy of a stage. Types of resources that could carry one and are not known here are refused. */
export function policiesOf(templates: Templates): FoundPolicy[] {
  return parts.flatMap((part) =>
    Object.entries(templates[part].Resources).flatMap(([id, resource]) =>
      carriedBy(id, resource, part, templates),
    ),
  );
}

function carriedBy(id: string, resource: TemplateResource, part: Part, templates: Templates): FoundPolicy[] {
  const { Type: type, Properties: properties } = resource;
  const value = (each: Json) => resolve(each, part, templates);
  const arnOf = (logicalId: string): string => value({ 'Fn::GetAtt': [logicalId, 'Arn'] });
  const found = (document: Json, whose: Pick<FoundPolicy, 'roles' | 'of'>): FoundPolicy => ({
    id,
    type,
    document: value(document),
    ...whose,
  });
  switch (type) {
    case 'AWS::IAM::Policy':
      return [
        found(properties.PolicyDocument, { roles: properties.Roles.map(({ Ref }: Json) => arnOf(Ref)) }),
      ];
    case 'AWS::IAM::Role':
      return (properties.Policies ?? []).map(({ PolicyDocument }: Json) =>
        found(PolicyDocument, { roles: [arnOf(id)] }),
      );
    case 'AWS::KMS::Key':
      return [found(properties.KeyPolicy, { roles: [], of: arnOf(id) })];
    case 'AWS::DynamoDB::Table':
      return properties.ResourcePolicy
        ? [found(properties.ResourcePolicy.PolicyDocument, { roles: [], of: arnOf(id) })]
        : [];
    case 'AWS::S3::BucketPolicy':
      return [found(properties.PolicyDocument, { roles: [], of: arnOf(properties.Bucket.Ref) })];
    case 'AWS::SNS::TopicPolicy':
      return properties.Topics.map(({ Ref }: Json) =>
        found(properties.PolicyDocument, { roles: [], of: arnOf(Ref) }),
      );
    case 'AWS::SQS::QueuePolicy':
      return properties.Queues.map(({ Ref }: Json) =>
        found(properties.PolicyDocument, { roles: [], of: arnOf(Ref) }),
      );
    default:
      if (JSON.stringify(properties ?? {}).includes('"Effect":'))
        throw new Error(`${id} (${type}) carries a policy that nobody judges.`);
      return [];
  }
}

/** A stage as policies see it. */
export interface JudgedCloud {
  /** ARN of each function's role. */
  readonly role: Readonly<Record<FunctionName, string>>;
  /** What each role is given. */
  readonly identity: ReadonlyMap<string, readonly Policy[]>;
  /** The own policies of resources, by ARN. */
  readonly resource: ReadonlyMap<string, Policy>;
  /** ARN of a key by the name behind the prefix in its alias. */
  readonly key: Readonly<Record<string, string>>;
  /** Resolved environment of each function. */
  readonly environment: Readonly<Record<FunctionName, Readonly<Record<string, string>>>>;
}

export function judgedCloud(templates: Templates, namePrefix: string): JudgedCloud {
  const policies = policiesOf(templates);
  const role: Record<string, string> = {};
  const environment: Record<string, Record<string, string>> = {};
  const key: Record<string, string> = {};
  const identity = new Map<string, Policy[]>();
  const resource = new Map<string, Policy>();
  for (const [id, { Type, Properties }] of Object.entries(templates.app.Resources)) {
    if (Type === 'AWS::Lambda::Function' && Properties.FunctionName) {
      const name = String(Properties.FunctionName).slice(namePrefix.length + 1);
      role[name] = resolve(Properties.Role, 'app', templates);
      environment[name] = variablesOf(Properties.Environment?.Variables ?? {}, templates);
    }
    if (/^AWS::IAM::(?!Role$|Policy$)/.test(Type)) throw new Error(`${id} (${Type}) gives rights unseen.`);
  }
  for (const { Type, Properties } of Object.values(templates.data.Resources))
    if (Type === 'AWS::KMS::Alias')
      key[Properties.AliasName.slice(`alias/${namePrefix}-`.length)] = resolve(
        Properties.TargetKeyId,
        'data',
        templates,
      );
  for (const { roles, of, document } of policies) {
    for (const arn of roles) identity.set(arn, [...(identity.get(arn) ?? []), document]);
    if (of && resource.has(of)) throw new Error(`${of} has two policies.`);
    if (of) resource.set(of, document);
  }
  return {
    role: role as JudgedCloud['role'],
    identity,
    resource,
    key,
    environment: environment as JudgedCloud['environment'],
  };
}

/** What cannot be told before a deployment (ids of sign-in clients) is left out. */
function variablesOf(variables: Json, templates: Templates): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => {
      try {
        return [[name, resolve(value, 'app', templates)]];
      } catch {
        return [];
      }
    }),
  );
}
