import { runTogether, skeletonOf } from './skeleton.ts';

/**
 * Whether a host that is none of ours has a name that a reader might take for ours: the same at a glance (other letters, accents,
 * digits), within other words (`cloudfly-sale`), as a part of a foreign host (`cloudfly.vn.elsewhere.example`), or one slip of the
 * keyboard away, or its letters in another order.
 * @param host in Unicode
 * @param names what our sites are known by
 */
export function looksLikeOneOf(host: string, names: readonly string[]): boolean {
  const parts = host.split('.').flatMap((label) => [label, label.replaceAll('-', ''), ...label.split('-')]);
  const seen = [...new Set(parts.map(skeletonOf))];
  return names.some((name) => {
    const ours = skeletonOf(name);
    return seen.some((part) => {
      if (runTogether(part) === runTogether(ours)) return true;
      // A short name is within too many words.
      if (name.length < 5) return false;
      return (
        part.includes(ours) ||
        runTogether(part).includes(runTogether(ours)) ||
        isOneSlip(part, ours) ||
        sorted(part) === sorted(ours)
      );
    });
  });
}

const sorted = (text: string): string => [...text].sort((a, b) => (a < b ? -1 : 1)).join('');

/** One letter put in, left out, changed, or two neighbours changed about. */
export function isOneSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from++;
  const rest = (text: string, after: number) => text.slice(from + after);
  if (long.length > short.length) return rest(short, 0) === rest(long, 1);
  if (rest(short, 1) === rest(long, 1)) return true;
  return short[from] === long[from + 1] && short[from + 1] === long[from] && rest(short, 2) === rest(long, 2);
}
