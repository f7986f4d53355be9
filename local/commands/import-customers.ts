import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { limits } from '../../lambda/declared/limits.ts';
import {
  type ImportDeps,
  type ImportManner,
  importCustomer,
} from '../../lambda/domain/customer/import-customer.ts';
import { DomainError, type Issue } from '../../lambda/domain/errors.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { operatorId } from '../operator.ts';

// The operator's command: brings existing customers from a file of JSON lines, with the operator's own credentials and the table and key
// names of the stage in the environment. Each row is one transaction; a second run of the same file completes what was interrupted.

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
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, 'send-verifications': { type: 'boolean' } },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    process.stderr.write('usage: npm run import -- customers.jsonl [--dry-run] [--send-verifications]\n');
    process.exit(2);
  }
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
