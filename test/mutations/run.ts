import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Mutant } from './instrument.ts';
import { judge } from './judge.ts';
import { digestOf, makeCopy } from './make-copy.ts';
import { kept } from './places.ts';
import { noteReach } from './reach.ts';
import { survivors, table } from './report.ts';
import { keptResults } from './results.ts';
import { type Running, startRunning } from './running.ts';
import { folderOf, sample } from './sample.ts';
import { testsOf } from './tests-of.ts';

// `npm run mutate -- [FOLDER or FILE ...]`: changes the rules in one place at a time and sees whether a test notices. Without folders: all.
// `--sample N` (or `all`) mutants of each folder, drawn by `--seed`; `--quick` only of those that quick tests reach; `--most N` tests that
// are not quick for each, the nearest; `--tests crypto,policy/p6` of which test files it is noted what they reach; `--again` those that
// survived once more; `--workers N` at a time.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '6' },
    workers: { type: 'string', default: '1' },
    tests: { type: 'string' },
    quick: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const isAsked = ({ source }: Mutant) =>
  positionals.length === 0 ||
  positionals.some((name) => [folderOf(source), source].includes(name.replace(/\/$/, '')));

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
  writeFileSync(join(kept, 'report.md'), `${table(found)}\n\n${survivors(found)}`);
  say(`\n${table(found)}\n\nThose that survived: ${join(kept, 'report.md')}`);
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(1));

say(`${mutants.length} mutants lie in the copy`);
const reach = await noteReach(mutants, runners, values.tests?.split(','), say);
const isSame = (source: string) => reach.sources[source] === digestOf(source);
const dear = Number(values.most);
const candidates = mutants.filter(
  (mutant) =>
    isAsked(mutant) && (!values.quick || testsOf(mutant, reach, isSame(mutant.source), 0).length > 0),
);
drawn = sample(candidates, values.seed, most);
say(`${drawn.length} of ${candidates.length} are drawn`);
const waiting = drawn.filter((mutant) => {
  const verdict = results.of(mutant)?.verdict;
  return verdict === undefined || (values.again && (verdict === 'survived' || verdict === 'no coverage'));
});
await Promise.all(
  runners.map(async (running) => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const { source, line, mutator } = mutant;
      const judged = await judge(running, mutant, reach, { isSame: isSame(source), most: dear });
      results.add(mutant, judged);
      say(
        `${waiting.length} left: ${judged.verdict} ${source}:${line} ${mutator} (${judged.tried} test files)`,
      );
    }
  }),
);
end(0);
