import type { Expected } from './expected.ts';

/** The same kind of resource, and not ours. */
const elsewhere = (arn: string): string =>
  arn
    .replace(/^arn:aws:s3:::[^/]+/, 'arn:aws:s3:::another')
    .replace(/(:(?:key|table|log-group:)\/)[^/:]+/, '$1another')
    .replace(/(:(?:sqs|sns):[^:]+:\d+:).+/, '$1another');

/** An action that nobody is given and that takes the same resource, in the same circumstances. */
function besides(action: string, resource: string): string | undefined {
  if (action.startsWith('kms:')) return 'kms:Encrypt';
  if (resource.includes('/stream/')) return 'dynamodb:DeleteResourcePolicy';
  return action === 's3:ListBucket' ? 's3:ListBucketVersions' : undefined;
}

/** What stands right beside everything that is allowed: the same call to another's resource, another call to the same. */
export function expectedBeside(expected: readonly Expected[]): Expected[] {
  const found = new Map<string, Expected>();
  for (const { action, resource, context, may } of expected) {
    if (!may || resource === '*') continue;
    const refused = { ...(context ? { context } : {}), may: false, layers: ['role'] as const };
    const other = elsewhere(resource);
    const another = besides(action, resource);
    // Mail's own cases ask for another domain and another configuration set.
    if (other !== resource) note({ action, resource: other, ...refused });
    // A key that signs is told no context, whatever is asked of it.
    if (another && !/Sign|Verify|GetPublicKey/.test(action)) note({ action: another, resource, ...refused });
  }
  return [...found.values()];

  function note(one: Expected) {
    found.set(JSON.stringify([one.action, one.resource, one.context]), one);
  }
}
