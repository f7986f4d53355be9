import { parseArgs } from 'node:util';
import { growthTable } from './memory.ts';
import { soak } from './soak.ts';

// Mixed load on the local cloud, with kills, and what is left of it: `--minutes N` (20), `--seed N` of what is drawn, `--rate N`
// acts a second (5), `--kill-every N` seconds (6).

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '5' },
    'kill-every': { type: 'string', default: '6' },
  },
});
const began = performance.now();
const say = (text: string) => process.stdout.write(`${text}\n`);
const step = (text: string) =>
  say(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);

const { tally, growths, struck, findings } = await soak({
  minutes: Number(values.minutes),
  seed: values.seed,
  rate: Number(values.rate),
  killEverySeconds: Number(values['kill-every']),
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
process.exit(failed > 0 ? 1 : 0);
