import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './instrument.ts';
import type { Judged } from './judge.ts';
import { kept } from './places.ts';

/** A mutant and what became of it. */
export type Result = Omit<Mutant, 'id'> & Judged & { readonly sourceDigest: string };

const place = join(kept, 'results.json');

/** What earlier runs found of sources that are still the same, and whatever is added. */
export function keptResults(digestOf: (source: string) => string) {
  const all = existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as Result[]) : [];
  const keyOf = ({ source, index }: Pick<Result, 'source' | 'index'>) => `${source}#${index}`;
  const results = new Map(
    all
      .filter(({ source, sourceDigest }) => existsSync(source) && digestOf(source) === sourceDigest)
      .map((result) => [keyOf(result), result]),
  );
  return {
    of: (mutant: Mutant): Result | undefined => results.get(keyOf(mutant)),
    add(mutant: Mutant, judged: Judged): void {
      const { id: _, ...rest } = mutant;
      results.set(keyOf(mutant), { ...rest, ...judged, sourceDigest: digestOf(mutant.source) });
      writeFileSync(place, JSON.stringify([...results.values()]));
    },
  };
}
