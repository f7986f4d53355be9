import { type Arrow, callsOf, permissionsOf } from './arrows.ts';
import { mail, type Node, type Templates } from './drawn.ts';

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

const columns = { table: 'tables', key: 'keys', bucket: 'buckets' } as const;

/** What is said of each, those together of which the same is said: `reads: records; reads, writes: keys`. */
function saidOf(arrows: readonly Arrow[]): string {
  const verbs = new Map<string, Set<string>>();
  for (const { to, says } of arrows) {
    const name = to.id.replace(/^[a-z]+_/, '').replaceAll('_', '-');
    verbs.set(name, (verbs.get(name) ?? new Set()).add(says));
  }
  const names = new Map<string, string[]>();
  for (const [name, said] of verbs) {
    const text = [...said].sort(byText).join(', ');
    names.set(text, [...(names.get(text) ?? []), name]);
  }
  return [...names]
    .map(([text, of]) => `${text}: ${of.sort(byText).join(', ')}`)
    .sort(byText)
    .join('; ');
}

/** A table with a row for each function: a drawing of so many arrows cannot be read. */
function tableOf(arrows: readonly Arrow[]): string {
  const functions = [...new Set(arrows.map(({ from }) => from.id))].sort(byText);
  const rows = functions.map((id) => {
    const own = arrows.filter(({ from }) => from.id === id);
    const cells = Object.keys(columns).map((kind) =>
      saidOf(own.filter(({ to }) => to.id.startsWith(`${kind}_`))),
    );
    return [`\`${id}\``, ...cells, own.some(({ to }) => to.id === mail.id) ? 'sends' : ''];
  });
  const head = ['function', ...Object.values(columns), 'mail'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `docs/picture.md`: the cloud as its templates have it. */
export const pictureOf = (templates: Templates): string => `# The cloud, drawn from its templates

Made by \`npm run picture\` of the templates of one stage (all have the same resources), never by hand: a test fails when the two differ. Roles, log groups,
alarms, aliases, and CDK's own helpers are left out, and so are the keys that tables, buckets and logs lie under.

## What calls and feeds what

${chartOf(callsOf(templates))}

## What each function may do

By the policies of its role; under which conditions is in the snapshots of \`test/cdk/\`. To write to \`audit\`, the table or the bucket, is to add: no role
changes or removes what is there. What has no row touches none of these.

${tableOf(permissionsOf(templates))}
`;
