/**
 * `npm run bench:growth`: what operations cost as data grows, written as pictures to `docs/images/` and printed as a table. `npm run
 * bench:growth 10000` has as many customers at most, and its pictures are in `.local/growth/`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse, wholeNumber } from '../harness/command-options.ts';
import { curvePicture } from './curve-picture.ts';
import { growthCurves } from './growth-curves.ts';
import type { Cost } from './growth-measure.ts';
import { startEngine } from './start-engine.ts';
import { textTable } from './text-table.ts';

const all = [1000, 10_000, 100_000, 1_000_000];
const most = wholeNumber('customers', process.argv[2] ?? '1000000');
const customers = all.filter((size) => size <= most);
if (customers.length === 0) refuse(`customers ${most}: at least ${all[0]} are needed.`);
// The pictures of the docs are those of the whole.
const images = join(
  ...[import.meta.dirname, '..', '..'],
  ...(customers.length === all.length ? ['docs', 'images'] : ['.local', 'growth']),
);
const panels = {
  elapsed: 'ms elapsed',
  processor: 'ms of processor',
  calls: 'calls to DynamoDB',
} as const satisfies Partial<Record<keyof Cost, string>>;

const engine = await startEngine();
try {
  const progress = (what: string) => process.stderr.write(`${what} …\n`);
  const curves = await growthCurves(engine.environment, { customers, progress });
  mkdirSync(images, { recursive: true });
  for (const { name, what, operations } of curves) {
    const kinds = Object.keys(panels) as (keyof typeof panels)[];
    const picture = curvePicture({
      across: what,
      panels: kinds.map((kind) => ({
        up: panels[kind],
        lines: [...operations].map(([line, costs]) => ({
          name: line,
          points: costs.map((cost) => [cost.size, cost[kind]] as const),
        })),
      })),
    });
    writeFileSync(join(images, `growth-${name}.svg`), picture);
  }
  const rows = curves.flatMap(({ what, operations }) =>
    [...operations].flatMap(([operation, costs]) =>
      costs.map(({ size, elapsed, processor, calls }) => [
        ...[operation, what, `${size}`],
        ...[elapsed.toFixed(1), processor.toFixed(1), `${calls}`],
      ]),
    ),
  );
  const heading = ['operation', 'as there are more', 'of them', 'ms', 'processor ms', 'calls'];
  process.stdout.write(`\n${textTable(heading, rows, 2)}\n`);
} finally {
  await engine.stop();
}
// Connections that are kept alive would hold the process.
process.exit();
