import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenOptions, positiveNumber, refuse, wholeNumber } from '../harness/command-options.ts';
import type { Mutant } from './instrument.ts';
import { judge } from './judge.ts';
import { judgeMany } from './judge-many.ts';
import { digestOf, makeCopy } from './make-copy.ts';
import { kept } from './places.ts';
import { noteReach, unnotedReach } from './reach.ts';
import { estimate, scoreOf, survivors, table } from './report.ts';
import { keptResults } from './results.ts';
import { type Running, startRunning } from './running.ts';
import { folderOf, sample, sampleOfAll } from './sample.ts';
import { testsOf } from './tests-of.ts';

// `npm run mutate -- [FOLDER, FILE or FILE:LINE ...]`: changes the rules in one place at a time and sees whether a test notices. Without folders: all.
// `--sample N` (or `all`) mutants of each folder, or `--of-all N` of all of them alike, drawn by `--seed`; `--quick` only of those that quick tests reach, which take
// less than `--cheap` seconds; `--most N` tests that are not quick for each, the nearest; `--tests crypto,policy/p6` by which test files; `--at-once` many in one process, `--unnoted` without noting first what each test reaches; `--at-least N` percent, or it ends with 1; `--again` those that
// survived once more; `--workers N` at a time.

const { values, positionals } = givenOptions({
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
    'at-least': { type: 'string' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const isAsked = ({ source, line }: Mutant) =>
  positionals.length === 0 ||
  positionals.some((name) =>
    [folderOf(source), source, `${source}:${line}`].includes(name.replace(/\/$/, '')),
  );

const most = values.sample === 'all' ? Infinity : wholeNumber('--sample', values.sample);
const ofAll = values['of-all'] === undefined ? undefined : wholeNumber('--of-all', values['of-all']);
const workers = wholeNumber('--workers', values.workers);
const atLeast = values['at-least'] === undefined ? 0 : positiveNumber('--at-least', values['at-least']);
const cheap = positiveNumber('--cheap', values.cheap) * 1000;
if (!/^\d+$/.test(values.most)) refuse(`--most ${values.most}: a whole number from 0 up is needed.`);

mkdirSync(kept, { recursive: true });
const mutants = await makeCopy();
let drawn: readonly Mutant[] = [];
const { tests, most: near, quick } = values;
const results = keptResults(digestOf, JSON.stringify({ tests, near, quick, cheap }));
const runners: readonly Running[] = Array.from({ length: workers }, startRunning);

/** Tells what is known of those that were drawn, also when it is stopped. */
function end(code: number): void {
  for (const running of runners) running.stop();
  const found = drawn.map(results.of).filter((result) => result !== undefined);
  const told = ofAll === undefined ? table(found) : `${table(found)}\n\n${estimate(found)}`;
  writeFileSync(join(kept, 'report.md'), `${told}\n\n${survivors(found)}`);
  say(`\n${told}\n\nThose that survived, if any: ${join(kept, 'report.md')}`);
  process.exit(code === 0 && scoreOf(found) < atLeast ? 1 : code);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(1));

say(`${mutants.length} mutants lie in the copy`);
const chosen = values.tests?.split(',');
const reach = values.unnoted ? unnotedReach(mutants, chosen) : await noteReach(mutants, runners, chosen, say);
const isSame = (source: string) => reach.sources[source] === digestOf(source);
const candidates = mutants.filter(
  (mutant) =>
    isAsked(mutant) &&
    (!values.quick || testsOf(mutant, reach, isSame(mutant.source), { cheap, most: 0 }).length > 0),
);
if (candidates.length === 0) refuse(`There are no mutants in ${positionals.join(', ')}.`);
drawn =
  ofAll === undefined ? sample(candidates, values.seed, most) : sampleOfAll(candidates, values.seed, ofAll);
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
