/** A pattern, as far as this product writes them: no references back, no named groups. */
export type Node =
  | { readonly kind: 'character'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'row' | 'choice'; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly node: Node;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    }
  | {
      readonly kind: 'look';
      readonly node: Node;
      readonly isAhead: boolean;
      readonly isNegated: boolean;
    }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'noBoundary' };

/** @throws Error for what is not known here: teach it, or write the pattern more simply */
export function readPattern({ source, flags }: Pick<RegExp, 'source' | 'flags'>): Node {
  let at = 0;
  const own = flags.replace(/[gyd]/g, '');
  const characters = new Map<string, Node>();
  const next = (text: string) => {
    const isNext = source.startsWith(text, at);
    if (isNext) at += text.length;
    return isNext;
  };
  const fail = (): never => {
    throw new Error(`cannot read /${source}/ from ${at}`);
  };

  function choice(): Node {
    const nodes = [row()];
    while (next('|')) nodes.push(row());
    return nodes.length === 1 ? (nodes[0] as Node) : { kind: 'choice', nodes };
  }
  function row(): Node {
    const nodes: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') nodes.push(repeated(one()));
    return { kind: 'row', nodes };
  }
  function repeated(node: Node): Node {
    const [found, least, comma, most] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(source.slice(at)) ?? [];
    if (found === undefined) return node;
    at += found.length;
    const ends = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[found] as
      | [number, number]
      | undefined;
    const [from, to] = ends ?? [Number(least), most ? Number(most) : comma ? Infinity : Number(least)];
    return { kind: 'repeat', node, least: from, most: to, isLazy: next('?') };
  }
  function one(): Node {
    if (next('(')) return group();
    if (next('^')) return { kind: 'start' };
    if (next('$')) return { kind: 'end' };
    if (next('\\b')) return { kind: 'boundary' };
    if (next('\\B')) return { kind: 'noBoundary' };
    return character(written());
  }
  function group(): Node {
    const look = (isAhead: boolean, isNegated: boolean): Node => ({
      kind: 'look',
      node: choice(),
      isAhead,
      isNegated,
    });
    let node: Node;
    if (next('?=')) node = look(true, false);
    else if (next('?!')) node = look(true, true);
    else if (next('?<=')) node = look(false, false);
    else if (next('?<!')) node = look(false, true);
    else if (next('?:')) node = choice();
    else if (source[at] === '?') return fail();
    else node = choice();
    return next(')') ? node : fail();
  }
  /** One character, or one class of them, as it is written. */
  function written(): string {
    const rest = source.slice(at);
    const [found] =
      /^(?:\[(?:[^\]\\]|\\[\s\S])*\]|\\[pPux]\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[^1-9]|[^\\])/u.exec(
        rest,
      ) ?? [];
    if (found === undefined) return fail();
    at += found.length;
    return found;
  }
  function character(text: string): Node {
    const known = characters.get(text);
    if (known) return known;
    const pattern = new RegExp(`^(?:${text})$`, own.replace('m', ''));
    const verdicts = new Map<string, boolean>();
    const accepts = (given: string) => {
      const verdict = verdicts.get(given) ?? pattern.test(given);
      verdicts.set(given, verdict);
      return verdict;
    };
    const node: Node = { kind: 'character', accepts };
    characters.set(text, node);
    return node;
  }

  const tree = choice();
  return at === source.length ? tree : fail();
}
