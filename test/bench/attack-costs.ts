import { floods } from '../api/floods.ts';
import { staffToken, startInProcessApi } from '../api/in-process-api.ts';
import { hostileBodies } from '../attacks/bodies.ts';
import { textTable } from './text-table.ts';

const warming = 5;
const measured = 15;
const token = await staffToken(['privacy_officer', 'marketing', 'legal']);
const bodies: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(floods).map(([name, { query }]) => [name, JSON.stringify({ query })])),
  ...hostileBodies('word'),
};

/** CPU time of one request, all threads of the process together, in ms. */
async function costOf(api: ReturnType<typeof startInProcessApi>, body: string, signedIn: boolean) {
  const headers = signedIn ? { authorization: `Bearer ${token}` } : {};
  const before = process.cpuUsage();
  const { text } = await api.send({ body, headers });
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, bytes: Buffer.byteLength(text) };
}

const api = startInProcessApi();
const rows: {
  readonly name: string;
  readonly median: number;
  readonly most: number;
  readonly bytes: number;
}[] = [];
// What is a visitor's attack may be a question that staff are answered.
for (const [name, body] of Object.entries(bodies))
  for (const signedIn of name.includes('by a visitor') ? [false] : [false, true]) {
    for (let n = 0; n < warming; n++) await costOf(api, body, signedIn);
    const costs = [];
    for (let n = 0; n < measured; n++) costs.push(await costOf(api, body, signedIn));
    const sorted = costs.map(({ ms }) => ms).sort((one, other) => one - other);
    const bytes = Math.max(...costs.map((cost) => cost.bytes));
    const median = sorted[Math.floor(measured / 2)] ?? 0;
    rows.push({ name: `${name}${signedIn ? ', by staff' : ''}`, median, most: sorted.at(-1) ?? 0, bytes });
  }
rows.sort((one, other) => other.median - one.median);
console.log(
  textTable(
    ['attack', 'CPU ms, median', 'most', 'answer, bytes'],
    rows.map(({ name, median, most, bytes }) => [name, median.toFixed(1), most.toFixed(1), String(bytes)]),
    1,
  ),
);
// Times differ between machines, so that no test asserts them; whoever measures is told.
const dear = rows.filter(({ median, bytes }) => median > 50 || bytes > 10 * 1024);
for (const { name } of dear) console.log(`more than 50 ms of CPU, or 10 KB of answer: ${name}`);
process.exit(dear.length > 0 ? 1 : 0);
