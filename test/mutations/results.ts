import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './instrument.ts';
import type { Judged } from './judge.ts';
import { kept } from './places.ts';

/** A mutant and what became of it. */
export type Result = Omit<Mutant, 'id'> &
  Judged & {
    readonly sourceDigest: string;
    /** By which tests it was tried, as it was asked. */
    readonly asked: string;
    /** Of the test file that noticed. */
    readonly testDigest?: string;
  };

const place = join(kept, 'results.json');

const testOf = ({ by }: Judged): string | undefined => /^test\/\S+?\.test\.tsx?/.exec(by)?.[0];
const isNoticed = ({ verdict }: Judged): boolean => verdict === 'killed' || verdict === 'timeout';

/**
 * Whether an earlier result is one of this run, too: for sources that are the same, what was noticed as long as the test that noticed is the same, and what was
 * not for the same tests alone.
 * @param asked by which tests this run tries
 * @param digestOf of a file as it stands; undefined when it is gone
 */
export function stillHolds(
  result: Result,
  asked: string,
  digestOf: (path: string) => string | undefined,
): boolean {
  if (digestOf(result.source) !== result.sourceDigest) return false;
  if (!isNoticed(result)) return result.asked === asked;
  const test = testOf(result);
  return test !== undefined && result.testDigest !== undefined && digestOf(test) === result.testDigest;
}

/** What earlier runs found that still holds, and whatever is added. @param asked by which tests this run tries */
export function keptResults(digestOf: (path: string) => string, asked: string) {
  const all = existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as Result[]) : [];
  const keyOf = ({ source, index }: Pick<Result, 'source' | 'index'>) => `${source}#${index}`;
  const results = new Map(
    all
      .filter((result) =>
        stillHolds(result, asked, (path) => (existsSync(path) ? digestOf(path) : undefined)),
      )
      .map((result) => [keyOf(result), result]),
  );
  return {
    of: (mutant: Mutant): Result | undefined => results.get(keyOf(mutant)),
    add(mutant: Mutant, judged: Judged): void {
      const { id: _, ...rest } = mutant;
      const test = testOf(judged);
      const digests = {
        sourceDigest: digestOf(mutant.source),
        ...(test !== undefined && { testDigest: digestOf(test) }),
      };
      results.set(keyOf(mutant), { ...rest, ...judged, ...digests, asked });
      writeFileSync(place, JSON.stringify([...results.values()]));
    },
  };
}
