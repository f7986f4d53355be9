import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { environment } from '../../lambda/declared/environment.ts';
import { limits } from '../../lambda/declared/limits.ts';
import {
  type ImportDeps,
  type ImportManner,
  importCustomer,
} from '../../lambda/domain/customer/import-customer.ts';
import { DomainError, type Issue } from '../../lambda/domain/errors.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { localEnvironment } from '../kept-environment.ts';
import { operatorId } from '../operator.ts';

// The operator's command: brings existing customers from a file of JSON lines, with the operator's own credentials and the table and key
// names of the stage in the environment. Each row is one transaction; a second run of the same file completes what was interrupted.

const usage = `usage: npm run --silent import -- customers.jsonl [options]
  --dry-run             judges every row and writes nothing
  --send-verifications  sends a verification mail to each address that is not confirmed
  --local               acts on the local cloud that npm start runs
  --help                shows this

Each line of the file is one customer as JSON; docs/operations.md, "Bringing existing customers", shows one.
`;

const neededVariables: readonly string[] = [
  environment.tableRecords,
  environment.tableKeys,
  environment.tableAudit,
  environment.keyContact,
  environment.keyIdentity,
  environment.keyIndex,
  environment.keyAudit,
];

/** What became of one line: codes and paths, never a value. */
export interface LineReport {
  readonly line: number;
  readonly outcome: 'IMPORTED' | 'ALREADY' | 'DIFFERENT' | 'REFUSED';
  readonly issues: readonly Issue[];
}

/** One line after the other, each read when the last is done: the file may be of any size. Empty lines are passed over. */
export async function* importLines(
  deps: ImportDeps,
  lines: AsyncIterable<string>,
  manner: ImportManner,
): AsyncGenerator<LineReport> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const row = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (row.trim() === '') continue;
    try {
      const outcome = await importCustomer(deps, parseLine(row), manner);
      yield { line, outcome, issues: [] };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      yield { line, outcome: 'REFUSED', issues: error.issues };
    }
  }
}

function parseLine(text: string): unknown {
  if (Buffer.byteLength(text) > limits.bodyBytes) throw new DomainError('TOO_LONG');
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the line.
    throw new DomainError('INVALID_FORMAT');
  }
}

/** `12 REFUSED REQUIRED at consents.0.proof`. */
export function wordsOf({ line, outcome, issues }: LineReport): string {
  const reasons = issues.map(({ code, path }) => (path.length > 0 ? `${code} at ${path.join('.')}` : code));
  return [String(line), outcome, reasons.join(', ')].join(' ').trimEnd();
}

if (import.meta.main) {
  const options = {
    'dry-run': { type: 'boolean' },
    'send-verifications': { type: 'boolean' },
    local: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const given = () => {
    try {
      return parseArgs({ allowPositionals: true, options });
    } catch {
      // An option that there is not.
      return undefined;
    }
  };
  const end = (message: string): never => {
    process.stderr.write(message);
    process.exit(2);
  };
  const { values, positionals } = given() ?? end(usage);
  const [path] = positionals;
  if (values.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  if (path === undefined || positionals.length > 1) throw end(usage);
  if (!existsSync(path)) end(`There is no file ${path}.\n`);
  if (values.local) {
    const kept = await localEnvironment();
    if (!kept) end('The local cloud does not run: begin it with npm start, then try again.\n');
    Object.assign(process.env, kept);
  }
  const missing = neededVariables.filter((name) => !process.env[name]);
  if (missing.length > 0)
    end(
      `These variables are not set: ${missing.join(', ')}. The import needs the environment of the stage's function api ` +
        '(docs/operations.md, "Bringing existing customers"); to try it on the local cloud, add --local.\n',
    );
  const ports = wire();
  const manner: ImportManner = {
    operator: { id: operatorId(), requestId: ports.random.id() },
    sendVerifications: values['send-verifications'] === true,
    ...(values['dry-run'] && { rehearsed: new Map() }),
  };
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  const counts = { IMPORTED: 0, ALREADY: 0, DIFFERENT: 0, REFUSED: 0 };
  for await (const report of importLines(ports, lines, manner)) {
    counts[report.outcome] += 1;
    process.stdout.write(`${wordsOf(report)}\n`);
  }
  const told = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  process.stdout.write(`${values['dry-run'] ? 'Nothing was written. ' : ''}${told.join(', ')}\n`);
  if (counts.DIFFERENT + counts.REFUSED > 0) process.exitCode = 1;
}
