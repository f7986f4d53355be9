import type { Node } from './pattern-tree.ts';

/** Characters looked at, and places come to, by an engine that backtracks as V8's does, without what that one spares itself. */
export function countSteps(tree: Node, flags: string, text: string, most = 500_000): number {
  const characters = /[uv]/.test(flags) ? [...text] : text.split('');
  const isWord = (at: number) => /\w/.test(characters[at] ?? '');
  let steps = 0;
  const step = () => {
    steps += 1;
    if (steps > most) throw new TooMany();
  };
  type Rest = (at: number) => number;

  function match(node: Node, at: number, rest: Rest): number {
    step();
    switch (node.kind) {
      case 'character':
        return at < characters.length && node.accepts(characters[at] as string) ? rest(at + 1) : -1;
      case 'row':
        return row(node.nodes, 0, at, rest);
      case 'choice':
        for (const one of node.nodes) {
          const end = match(one, at, rest);
          if (end >= 0) return end;
        }
        return -1;
      case 'start':
        return at === 0 || (flags.includes('m') && characters[at - 1] === '\n') ? rest(at) : -1;
      case 'end':
        return at === characters.length || (flags.includes('m') && characters[at] === '\n') ? rest(at) : -1;
      case 'boundary':
        return isWord(at - 1) !== isWord(at) ? rest(at) : -1;
      case 'noBoundary':
        return isWord(at - 1) === isWord(at) ? rest(at) : -1;
      case 'look':
        return looks(node, at) !== node.isNegated ? rest(at) : -1;
      case 'repeat':
        return node.node.kind === 'character'
          ? run(node, node.node.accepts, at, rest)
          : again(node, at, 0, -1, rest);
    }
  }
  function row(nodes: readonly Node[], index: number, at: number, rest: Rest): number {
    const node = nodes[index];
    return node ? match(node, at, (next) => row(nodes, index + 1, next, rest)) : rest(at);
  }
  type Repeat = Extract<Node, { kind: 'repeat' }>;
  /** Of single characters: no call for each, or the stack would end before the text does. */
  function run(
    { least, most: longest, isLazy }: Repeat,
    accepts: (character: string) => boolean,
    at: number,
    rest: Rest,
  ) {
    let count = 0;
    const more = () => {
      step();
      const isMore =
        count < longest && at + count < characters.length && accepts(characters[at + count] as string);
      if (isMore) count += 1;
      return isMore;
    };
    while (count < least) if (!more()) return -1;
    if (isLazy) {
      for (;;) {
        const end = rest(at + count);
        if (end >= 0 || !more()) return end;
      }
    }
    while (more());
    for (; count >= least; count--) {
      step();
      const end = rest(at + count);
      if (end >= 0) return end;
    }
    return -1;
  }
  function again(node: Repeat, at: number, count: number, before: number, rest: Rest): number {
    step();
    if (at === before && count > node.least) return -1;
    const on = () =>
      count < node.most ? match(node.node, at, (next) => again(node, next, count + 1, at, rest)) : -1;
    if (count < node.least) return on();
    const [first, second] = node.isLazy ? [() => rest(at), on] : [on, () => rest(at)];
    const end = first();
    return end >= 0 ? end : second();
  }
  function looks({ node, isAhead }: Extract<Node, { kind: 'look' }>, at: number): boolean {
    if (isAhead) return match(node, at, (end) => end) >= 0;
    for (let from = at; from >= Math.max(0, at - 4); from--)
      if (match(node, from, (end) => (end === at ? end : -1)) >= 0) return true;
    return false;
  }

  try {
    for (let from = 0; from <= characters.length; ) {
      const end = match(tree, from, (at) => at);
      if (end >= 0 && !flags.includes('g')) break;
      if (end < 0 && flags.includes('y')) break;
      from = end > from ? end : from + 1;
    }
  } catch (error) {
    if (!(error instanceof TooMany || error instanceof RangeError)) throw error;
    return Infinity;
  }
  return steps;
}

class TooMany extends Error {}
