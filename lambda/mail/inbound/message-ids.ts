import { limits } from '../../declared/limits.ts';

/** Characters of a field of ids that are read, from its end: the nearest stand last. */
const most = 32_000;
const id = /<([^<>\s]{1,500})>/g;

/** A message id (RFC 5322 3.6.4) without its angle brackets, which some programs leave out. */
export function messageIdOf(field: string): string | undefined {
  const [first] = idsOf(field);
  const bare = field.trim();
  return first ?? (/^[^<>\s]{1,500}$/.test(bare) ? clean(bare) : undefined);
}

/** What a mail answers: the nearest first, each once, `limits.inboundReferences` at most. */
export function referencesOf(inReplyTo: readonly string[], references: readonly string[]): readonly string[] {
  const nearest = [...inReplyTo.flatMap(idsOf), ...references.flatMap(idsOf).reverse()];
  return [...new Set(nearest)].slice(0, limits.inboundReferences);
}

const idsOf = (field: string): readonly string[] =>
  [...field.slice(-most).matchAll(id)].flatMap(([, found = '']) => clean(found) ?? []);

const clean = (text: string): string | undefined => text.replace(/[\p{C}]/gu, '') || undefined;
