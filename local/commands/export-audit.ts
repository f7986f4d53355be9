import { exportDay } from '../../lambda/domain/audit/export-day.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { operatorId } from '../operator.ts';

// The operator's command: prints a day of the audit trail as OCSF events, one JSON object a line, with the operator's own
// credentials and the table and key names of the stage in the environment. Taking it is itself a row of today's trail.

const [day = ''] = process.argv.slice(2);
if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) {
  process.stderr.write('usage: npm run --silent audit:export -- <UTC day, such as 2026-11-21>\n');
  process.exit(2);
}
const ports = wire();
const operator = { id: operatorId(), requestId: ports.random.id() };
for await (const event of exportDay(ports, day, operator)) process.stdout.write(`${JSON.stringify(event)}\n`);
