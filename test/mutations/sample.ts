import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { Mutant } from './instrument.ts';

/** The folder that a source's mutants are counted with. */
export const folderOf = (source: string): string => dirname(source);

const drawn = (seed: string, { source, index }: Mutant): string =>
  createHash('sha256').update(`${seed}\n${source}\n${index}`).digest('hex');

/**
 * Draws mutants of each folder, the same ones for the same seed and sources. A bigger sample holds the smaller one. In turn from each folder: a
 * run that is stopped has tried about as many of each.
 * @param most of each folder; Infinity: all
 */
export function sample(mutants: readonly Mutant[], seed: string, most: number): readonly Mutant[] {
  const byFolder = Map.groupBy(mutants, ({ source }) => folderOf(source));
  return [...byFolder.values()]
    .flatMap((all) =>
      all
        .map((mutant) => ({ mutant, by: drawn(seed, mutant) }))
        .sort((a, b) => (a.by < b.by ? -1 : 1))
        .slice(0, most)
        .map(({ mutant }, rank) => ({ mutant, rank })),
    )
    .sort((a, b) => a.rank - b.rank)
    .map(({ mutant }) => mutant);
}

/** Draws so many of all mutants, each as likely as any other: what is found of them is an estimate of all. */
export const sampleOfAll = (mutants: readonly Mutant[], seed: string, many: number): readonly Mutant[] =>
  mutants
    .map((mutant) => ({ mutant, by: drawn(seed, mutant) }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .slice(0, many)
    .map(({ mutant }) => mutant);
