import { type Arrow, callsOf, permissionsOf } from './arrows.ts';
import type { Node, Templates } from './drawn.ts';

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A flow chart of Mermaid. Arrows between the same two are one that says all; those that say the same to one node begin together. */
function chartOf(arrows: readonly Arrow[]): string {
  const nodes = new Map<string, Node>(
    arrows.flatMap(({ from, to }) => [from, to]).map((node) => [node.id, node]),
  );
  const says = new Map<string, Set<string>>();
  for (const { from, to, says: said } of arrows) {
    const between = `${from.id} ${to.id}`;
    says.set(between, (says.get(between) ?? new Set()).add(said));
  }
  const begins = new Map<string, string[]>();
  for (const [between, said] of says) {
    const [from = '', to = ''] = between.split(' ');
    const text = [...said].filter(Boolean).sort(byText).join(', ');
    const arrow = text ? `-->|"${text}"| ${to}` : `--> ${to}`;
    begins.set(arrow, [...(begins.get(arrow) ?? []), from]);
  }
  const shapes = [...nodes.values()].map(({ shape }) => `  ${shape}`).sort(byText);
  const lines = [...begins]
    .map(([arrow, from]) => `  ${from.sort(byText).join(' & ')} ${arrow}`)
    .sort(byText);
  return ['```mermaid', 'flowchart LR', ...shapes, ...lines, '```'].join('\n');
}

/** `docs/picture.md`: the cloud as its templates have it. */
export const pictureOf = (templates: Templates): string => `# The cloud, drawn from its templates

Made by \`npm run picture\` of the templates of one stage (all have the same resources), never by hand: a test fails when the two differ. Roles, log groups,
alarms, aliases, and CDK's own helpers are left out, and so are the keys that tables, buckets and logs lie under.

## What calls and feeds what

${chartOf(callsOf(templates))}

## What each function may do

By the policies of its role; under which conditions is in the snapshots of \`test/cdk/\`.

${chartOf(permissionsOf(templates))}
`;
