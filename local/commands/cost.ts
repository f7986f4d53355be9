/** `npm run cost`: what a month costs, as `docs/cost.md` has it; `-- --write` puts it there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costTables } from '../cost/cost-table.ts';
import { withSection } from '../cost/marked-section.ts';

const file = join(import.meta.dirname, '../../docs/cost.md');
const tables = costTables();
if (process.argv.includes('--write'))
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), 'tables', tables));
process.stdout.write(`${tables}\n`);
