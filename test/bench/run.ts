/** `npm run bench`: what the product costs beside the same without it, measured in one run. Prints ratios and counts, as text. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../../local/functions/bundle.ts';
import { countAwsCalls } from './aws-calls.ts';
import { bundleBare } from './cold-starts.ts';
import { callsHeading, callsRows, sizeRow } from './count-rows.ts';
import { gateDecisionsPerSecond } from './gate-decisions.ts';
import { inboundCosts, inboundHeading, inboundRow } from './inbound.ts';
import { mailCosts, mailHeading, mailRow } from './mail-costs.ts';
import { coldStartRows, openingRows, pageRows, ratioHeading } from './ratio-rows.ts';
import { sealingCost, sealingHeading, sealingRows } from './sealing.ts';
import { textTable } from './text-table.ts';

const progress = (what: string) => process.stderr.write(`${what} …\n`);
const outDir = mkdtempSync(join(import.meta.dirname, '..', '..', 'node_modules', '.bench-'));
try {
  progress('bundles');
  const bundlePaths = await bundleFunctions({ outDir });
  const bare = await bundleBare(outDir);
  progress('cold start');
  const started = await coldStartRows(bundlePaths.api ?? '', bare);
  progress('opening');
  const opened = await openingRows();
  progress('page');
  const pages = await pageRows();
  progress('gate');
  const decisions = Math.round(gateDecisionsPerSecond() / 1000);
  progress('mails');
  const mails = Object.entries(await mailCosts(bundlePaths, outDir)).map(mailRow);
  progress('mails that come in');
  const inbound = Object.entries(await inboundCosts(bundlePaths, outDir)).map(inboundRow);
  progress('packages');
  const packages = sealingRows(await sealingCost(bundlePaths, outDir, { rounds: 5 }));
  progress('AWS calls');
  const counted = await countAwsCalls({ bundlePaths, stored: { perShard: 64, shards: 16 } });
  const sizes = [...Object.entries(bundlePaths), ['bare Yoga', bare.minified] as const].map(sizeRow);
  process.stdout.write(
    `\n${[
      textTable(ratioHeading, [...pages, ...opened, ...started], 2),
      textTable(callsHeading, counted.flatMap(callsRows), 2),
      textTable(mailHeading, mails, 1),
      textTable(inboundHeading, inbound, 1),
      textTable(sealingHeading, packages, 1),
      textTable(['bundle', 'KiB at start', 'gzip', 'KiB in all'], sizes, 1),
      textTable(
        ['decisions of the gate', 'thousand a second', 'aim'],
        [['one core', `${decisions}`, '100']],
        1,
      ),
    ].join('\n\n')}\n`,
  );
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
// Connections that are kept alive would hold the process.
process.exit();
