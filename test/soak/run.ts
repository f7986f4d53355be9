import { givenOptions, positiveNumber } from '../harness/command-options.ts';
import { growthTable, minutesToJudge, minutesWatched } from './memory.ts';
import { soak } from './soak.ts';

// Mixed load on the local cloud, with kills, and what is left of it: `--minutes N` (20), `--seed N` of what is drawn, `--rate N`
// acts a second (4), `--kill-every N` seconds (4).

const { values } = givenOptions({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '4' },
    'kill-every': { type: 'string', default: '4' },
  },
});
const began = performance.now();
const say = (text: string) => process.stdout.write(`${text}\n`);
const step = (text: string) =>
  say(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);

const { tally, growths, struck, findings } = await soak({
  minutes: positiveNumber('--minutes', values.minutes),
  seed: values.seed,
  rate: positiveNumber('--rate', values.rate),
  killEverySeconds: positiveNumber('--kill-every', values['kill-every']),
  say: step,
});
say(`\n${tally.latencies()}\n\n${tally.codes()}\n\n${growthTable(growths)}\n`);
say(`killed in the middle of an act: ${[...struck].map(([name, times]) => `${name} ${times}`).join(', ')}`);
for (const [what, count] of Object.entries(findings.counts)) say(`${String(count).padStart(7)}  ${what}`);
let failed = 0;
for (const [what, shown] of Object.entries(findings.faults)) {
  failed += shown.length;
  say(`${shown.length === 0 ? 'none   ' : 'FAILED '}  ${what}${shown.length > 0 ? `: ${shown.length}` : ''}`);
  for (const one of shown.slice(0, 20)) say(`           ${one}`);
}
const watched = minutesWatched(growths);
if (watched < minutesToJudge)
  say(`not judged: memory that is not flat, watched ${watched.toFixed(1)} of ${minutesToJudge} minutes`);
process.exit(failed > 0 ? 1 : 0);
