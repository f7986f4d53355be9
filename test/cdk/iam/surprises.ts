import type { JudgedCloud } from './cloud.ts';
import type { Expected } from './expected.ts';
import { allowed } from './judge.ts';

/** What the policies say otherwise than expected, one line each. */
export async function surprises(
  cloud: JudgedCloud,
  principal: string,
  expected: readonly Expected[],
  { first = false } = {},
): Promise<string[]> {
  const lines: string[] = [];
  for (const { may, layers, ...asked } of expected)
    for (const layer of layers ?? (['whole'] as const)) {
      if ((await allowed(cloud, { principal, ...asked }, layer)) === may) continue;
      const { action, resource, context } = asked;
      lines.push(
        `${may ? 'refused' : 'allowed'}: ${action} on ${resource} ${JSON.stringify(context ?? {})} (${layer})`,
      );
      if (first) return lines;
    }
  return lines;
}
