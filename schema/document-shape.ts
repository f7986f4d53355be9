import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { limits } from '../lambda/declared/limits.ts';
import type { LimitBroken } from './document-limits.ts';

/** Documents whose shape was found good: parsed documents are kept, and need not be walked again. */
const good = new WeakSet<DocumentNode>();

/**
 * What a document is held to before it is validated: validation compares the fields of one name with each other, all pairs, and a name
 * comes back in the answer and in each error's path. One walk; the token limit bounds it.
 */
export function checkShape(document: DocumentNode): LimitBroken | undefined {
  if (good.has(document)) return undefined;
  const broken = shapeBroken(document);
  if (!broken) good.add(document);
  return broken;
}

function shapeBroken(document: DocumentNode): LimitBroken | undefined {
  let broken: LimitBroken | undefined;
  visit(document, {
    SelectionSet(set) {
      broken ??= repeatsOf(set);
      return broken ? false : undefined;
    },
    Field({ alias }) {
      if (alias && alias.value.length > limits.aliasLength)
        broken ??= { code: 'ALIAS_TOO_LONG', limit: limits.aliasLength };
    },
  });
  return broken;
}

function repeatsOf({ selections }: SelectionSetNode): LimitBroken | undefined {
  const counts = new Map<string, number>();
  for (const selection of selections) {
    const name =
      selection.kind === Kind.FIELD
        ? (selection.alias ?? selection.name).value
        : selection.kind === Kind.FRAGMENT_SPREAD
          ? `...${selection.name.value}`
          : '...';
    const count = (counts.get(name) ?? 0) + 1;
    if (count > limits.documentRepeats) return { code: 'TOO_MANY_REPEATS', limit: limits.documentRepeats };
    counts.set(name, count);
  }
  return undefined;
}
