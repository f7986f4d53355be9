import { DomainError } from '../domain/errors.ts';
import type { Log, LogFacts } from '../domain/ports/log.ts';
import { embeddedMetrics } from './embedded-metrics.ts';

/** An id, what it is done to by itself, or a type with what it is of: a day, a class and an epoch, a record. */
const jobIdShape = new RegExp(
  [
    '^(?:[0-9A-Z]{26}',
    'dis-[0-9A-Z]{26}-(?:seal|given|end|back)(?:-\\d{1,4})?',
    '[A-Z_]{1,32}(?:-\\d{4}-\\d\\d-\\d\\d|-[A-Z]{1,16}-\\d{1,6}|(?:-[0-9A-Z]{10})?-[0-9A-Z]{26})?)$',
  ].join('|'),
);

/** What each fact may look like; a value of another shape is dropped, so nothing personal passes for a code or an id. */
const shapes: Readonly<Record<keyof LogFacts, RegExp | 'number'>> = {
  requestId: /^[A-Za-z0-9-]{8,64}$/,
  operation: /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
  route: /^[A-Z]{3,7} \/[a-z{}/-]{0,63}$/,
  code: /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
  customerId: /^(?:cor-)?[0-9A-Z]{26}$/,
  mailId: /^[0-9A-Za-z_-]{1,64}$/,
  jobId: jobIdShape,
  recordId: /^(?:(?:dis|inc|rec)-)?(?:[0-9A-Z]{10}-)?[0-9A-Z]{26}$/,
  lane: /^[0-9A-Za-z-]{1,64}$/,
  count: 'number',
  attempt: 'number',
  milliseconds: 'number',
  seconds: 'number',
  status: 'number',
  state: /^[A-Z_]{1,32}$/,
};
const eventShape = /^[a-z][a-z0-9_]{0,63}$/;
const codeShape = /^[A-Za-z][A-Za-z0-9_.]{0,63}$/;

/**
 * One JSON line per event on standard output, by allow-list: of an error only its class name and code are told, never its message,
 * which may quote what it choked on (P0.1). A line that is declared in `metrics` is a metric of the stage, too.
 * @param deps.function name of the deployed function: that of its stage, a hyphen, its own. What has no stage before it, as an operator's
 *   command, measures nothing
 */
export function createLog(deps: { write: (line: string) => void; now: () => Date; function: string }): Log {
  const [, namespace] = /^(.+)-[^-]+$/.exec(deps.function) ?? [];
  const line = (level: string, event: string, facts: LogFacts = {}, cause?: unknown): void => {
    const kept = Object.fromEntries(Object.entries(facts).filter(([name, value]) => fits(name, value)));
    const at = deps.now();
    const about = cause === undefined ? {} : { cause: nameOf(cause) };
    deps.write(
      JSON.stringify({
        at: at.toISOString(),
        level,
        function: deps.function,
        event: eventShape.test(event) ? event : 'unnamed_event',
        ...kept,
        ...about,
        ...(namespace !== undefined && embeddedMetrics(event, kept, { namespace, at })),
      }),
    );
  };
  return {
    info: (event, facts) => line('INFO', event, facts),
    warn: (event, facts) => line('WARN', event, facts),
    error: (event, facts, cause) => line('ERROR', event, facts, cause),
  };
}

function fits(name: string, value: unknown): boolean {
  const shape = (shapes as Readonly<Record<string, RegExp | 'number'>>)[name];
  if (shape === 'number') return typeof value === 'number' && Number.isFinite(value);
  return shape !== undefined && typeof value === 'string' && shape.test(value);
}

function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  const named = cause instanceof DomainError ? `${cause.name}.${cause.code}` : cause.name;
  return codeShape.test(named) ? named : 'Error';
}
