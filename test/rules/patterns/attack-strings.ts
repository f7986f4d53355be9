import type { Node } from './pattern-tree.ts';

const seen = [...'a0 \n.-_@<"\'=:;,/\\([{}])+*?!#%&|~$^`\t\r\u0000AzZ9sq\u00a0ắ\u0301\u200b🙂hwxeorQCHD'];

interface Attack {
  readonly before: string;
  readonly pump: string;
  readonly after: string;
}

export const written = ({ before, pump, after }: Attack, length: number): string =>
  before + pump.repeat(Math.ceil(length / pump.length)) + after;

/**
 * Strings that make a pattern try again: for each part of it that repeats, what leads there, then what it repeats, over and over, then what breaks
 * the match off; the same with the way there over and over; and each character that any of its parts accepts, alone and in pairs.
 */
export function attacksOn(tree: Node): readonly Attack[] {
  const attacks = new Map<string, Attack>();
  const add = (before: string, pump: string, rest: string) => {
    if (pump === '') return;
    for (const after of ['', '\u0000', rest, `${rest}\u0000`, '\n!'])
      attacks.set(JSON.stringify([before, pump, after]), { before, pump, after });
  };
  const accepted = new Set<string>();
  walk(tree, '', '', (node, before, rest) => {
    if (node.kind === 'character') for (const one of samplesOf(node)) accepted.add(one);
    if (node.kind !== 'repeat') return;
    for (const pump of bodiesOf(node.node)) {
      add(before, pump, rest);
      add('', before + pump, rest);
    }
  });
  const alone = [...accepted].slice(0, 24);
  for (const one of alone) {
    add('', one, '');
    for (const other of alone) if (alone.length <= 12) add('', one + other, '');
  }
  return [...attacks.values()];
}

const samplesOf = (node: Extract<Node, { kind: 'character' }>): readonly string[] => {
  const accepted = seen.filter(node.accepts);
  if (accepted.length > 0) return [...accepted.slice(0, 3), ...accepted.slice(-1)];
  for (let code = 0; code < 0x30000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const one = String.fromCodePoint(code);
    if (node.accepts(one)) return [one];
  }
  return [];
};

/** A short text that a node accepts. */
function textOf(node: Node, pick = 0): string {
  switch (node.kind) {
    case 'character': {
      const samples = samplesOf(node);
      return samples[pick % Math.max(1, samples.length)] ?? '';
    }
    case 'row':
      return node.nodes.map((one) => textOf(one, pick)).join('');
    case 'choice':
      return textOf(node.nodes[pick % node.nodes.length] as Node, pick);
    case 'repeat':
      return textOf(node.node, pick).repeat(Math.min(Math.max(node.least, 1), 50));
    default:
      return '';
  }
}

const bodiesOf = (node: Node): readonly string[] => [
  ...new Set([0, 1, 2, 3].map((pick) => textOf(node, pick))),
];

function walk(
  node: Node,
  before: string,
  rest: string,
  visit: (node: Node, before: string, rest: string) => void,
): void {
  visit(node, before, rest);
  if (node.kind === 'row')
    for (const [index, one] of node.nodes.entries()) {
      const front = node.nodes.slice(0, index).map((each) => textOf(each));
      const back = node.nodes.slice(index + 1).map((each) => textOf(each));
      walk(one, before + front.join(''), back.join('') + rest, visit);
    }
  else if (node.kind === 'choice') for (const one of node.nodes) walk(one, before, rest, visit);
  else if (node.kind === 'repeat' || node.kind === 'look') walk(node.node, before, rest, visit);
}
