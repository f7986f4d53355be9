import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Mutant } from './instrument.ts';
import { judge } from './judge.ts';
import { judgeMany } from './judge-many.ts';
import { digestOf, makeCopy } from './make-copy.ts';
import { kept } from './places.ts';
import { noteReach, unnotedReach } from './reach.ts';
import { estimate, survivors, table } from './report.ts';
import { keptResults } from './results.ts';
import { type Running, startRunning } from './running.ts';
import { folderOf, sample, sampleOfAll } from './sample.ts';
import { testsOf } from './tests-of.ts';

// `npm run mutate -- [FOLDER, FILE or FILE:LINE ...]`: changes the rules in one place at a time and sees whether a test notices. Without folders: all.
// `--sample N` (or `all`) mutants of each folder, or `--of-all N` of all of them alike, drawn by `--seed`; `--quick` only of those that quick tests reach, which take
// less than `--cheap` seconds; `--most N` tests that are not quick for each, the nearest; `--tests crypto,policy/p6` by which test files; `--again` those that
// survived once more; `--workers N` at a time.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '40' },
    'of-all': { type: 'string' },
    seed: { type: 'string', default: '1' },
    cheap: { type: 'string', default: '2.5' },
    most: { type: 'string', default: '6' },
    workers: { type: 'string', default: '1' },
    tests: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'at-once': { type: 'boolean', default: false },
    unnoted: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const isAsked = ({ source, line }: Mutant) =>
  positionals.length === 0 ||
  positionals.some((name) =>
    [folderOf(source), source, `${source}:${line}`].includes(name.replace(/\/$/, '')),
  );

mkdirSync(kept, { recursive: true });
const mutants = await makeCopy();
const most = values.sample === 'all' ? Infinity : Number(values.sample);
let drawn: readonly Mutant[] = [];
const results = keptResults(digestOf);
const runners: readonly Running[] = Array.from({ length: Number(values.workers) }, startRunning);

/** Tells what is known of those that were drawn, also when it is stopped. */
function end(code: number): void {
  for (const running of runners) running.stop();
  const found = drawn.map(results.of).filter((result) => result !== undefined);
  const told = values['of-all'] === undefined ? table(found) : `${table(found)}\n\n${estimate(found)}`;
  writeFileSync(join(kept, 'report.md'), `${told}\n\n${survivors(found)}`);
  say(`\n${told}\n\nThose that survived: ${join(kept, 'report.md')}`);
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(1));

say(`${mutants.length} mutants lie in the copy`);
const chosen = values.tests?.split(',');
const reach = values.unnoted ? unnotedReach(mutants, chosen) : await noteReach(mutants, runners, chosen, say);
const isSame = (source: string) => reach.sources[source] === digestOf(source);
const cheap = Number(values.cheap) * 1000;
const candidates = mutants.filter(
  (mutant) =>
    isAsked(mutant) &&
    (!values.quick || testsOf(mutant, reach, isSame(mutant.source), { cheap, most: 0 }).length > 0),
);
drawn =
  values['of-all'] === undefined
    ? sample(candidates, values.seed, most)
    : sampleOfAll(candidates, values.seed, Number(values['of-all']));
say(`${drawn.length} of ${candidates.length} are drawn`);
const waiting = drawn.filter((mutant) => {
  const verdict = results.of(mutant)?.verdict;
  return verdict === undefined || (values.again && (verdict === 'survived' || verdict === 'no coverage'));
});
const [first] = runners;
const single =
  values['at-once'] && first
    ? [...(await judgeMany(first, waiting, reach, cheap, results.add, say))]
    : [...waiting];
// Of what nothing is known, nothing is to be said: the result before stands.
if (values.unnoted) single.length = 0;
await Promise.all(
  runners.map(async (running) => {
    for (let mutant = single.shift(); mutant; mutant = single.shift()) {
      const { source, line, mutator } = mutant;
      const judged = await judge(running, mutant, reach, {
        isSame: isSame(source),
        cheap,
        most: Number(values.most),
      });
      results.add(mutant, judged);
      say(
        `${single.length} left: ${judged.verdict} ${source}:${line} ${mutator} (${judged.tried} test files)`,
      );
    }
  }),
);
end(0);
