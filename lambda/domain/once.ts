import { limits } from '../declared/limits.ts';
import type { AuditEntry } from './audit/row.ts';
import { canonicalJson } from './canonical-json.ts';
import { DomainError, type ErrorCode, userErrorCodes } from './errors.ts';
import { parseInput } from './input/collect-issues.ts';
import { idempotencyKey } from './input/idempotency-key.ts';
import type { Write } from './ports/commit.ts';
import type { IdempotentAnswer } from './ports/idempotency.ts';
import type { Ports } from './ports.ts';
import { after } from './span.ts';

/** What an operation intends: all of it is committed together, or none. `result` holds references and codes only. */
export interface Plan<Result extends IdempotentAnswer['result']> {
  readonly writes: readonly Write[];
  readonly audit: readonly AuditEntry[];
  readonly result: Result;
}

export interface Call {
  /** Who calls; scopes the key. An opaque id. */
  readonly caller: string;
  readonly operation: string;
  readonly idempotencyKey: string;
  /** The whole input as given; compared by its blind index, never stored. */
  readonly input: unknown;
}

/** How often an operation is planned anew because something changed between reading and committing. */
interface Again {
  readonly STALE_REVISION: number;
}

/**
 * Runs an operation at most once per caller and idempotency key. The same key and input gives the first answer again, a refusal included;
 * the same key with another input is refused. The answer's row is written in the operation's own transaction. `plan` reads what it needs
 * itself: it is asked again when somebody else was faster.
 * @param again how often, at most
 * @throws DomainError the operation's own, IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED; TEMPORARILY_UNAVAILABLE when somebody else was faster each time
 */
export async function once<Result extends IdempotentAnswer['result']>(
  deps: Pick<Ports, 'blindIndex' | 'idempotency' | 'commit' | 'now'>,
  call: Call,
  plan: () => Promise<Plan<Result>>,
  again: Again = { STALE_REVISION: 2 },
): Promise<Result> {
  parseInput(idempotencyKey, call.idempotencyKey, ['idempotencyKey']);
  const index = await deps.blindIndex.ready();
  const scope = canonicalJson([call.caller, call.operation, call.idempotencyKey]);
  const input = canonicalJson(call.input);
  const inputIndexes = index.allOf('idempotency', input);
  const replay = async (): Promise<Result | undefined> => {
    for (const id of index.allOf('idempotency', scope)) {
      const first = await deps.idempotency.load(id);
      if (first) return answerAgain<Result>(first, inputIndexes);
    }
    return undefined;
  };
  const earlier = await replay();
  if (earlier) return earlier;

  const row = (result: IdempotentAnswer['result'], issues: IdempotentAnswer['issues']): Write =>
    deps.idempotency.insert({
      id: index.of('idempotency', scope),
      inputIndex: index.of('idempotency', input),
      result,
      issues,
      expiresAt: after(deps.now(), { hours: limits.idempotencyHours }),
    });
  for (let reading = 1; ; reading++) {
    const planned = await planOrReadAgain(plan, reading).catch(async (error: unknown) => {
      if (!(error instanceof DomainError) || !isAnswer(error.code)) throw error;
      // The same call may have been answered meanwhile, and be what this one ran into.
      const first = await replay();
      if (first) return { first };
      await remember(deps, row({}, error.issues));
      throw error;
    });
    if (!planned) continue;
    if ('first' in planned) return planned.first;
    try {
      await deps.commit([row(planned.result, []), ...planned.writes], planned.audit);
      return planned.result;
    } catch (error) {
      const code = error instanceof DomainError ? error.code : undefined;
      const first = code === 'IDEMPOTENCY_KEY_REUSED' ? await replay() : undefined;
      if (first) return first;
      if (code !== 'STALE_REVISION') throw error;
      // Somebody else was faster. That is no answer to this input: it is planned again on what is so now, or asked again by its caller.
      if (reading > again.STALE_REVISION)
        throw new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 1 });
    }
  }
}

/** Plans. Undefined: what was read does not fit together, as when a batch read two halves of different times; read again. */
async function planOrReadAgain<Result extends IdempotentAnswer['result']>(
  plan: () => Promise<Plan<Result>>,
  reading: number,
): Promise<Plan<Result> | undefined> {
  try {
    return await plan();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INTEGRITY_VIOLATION' && reading === 1)
      return undefined;
    throw error;
  }
}

function answerAgain<Result>(first: IdempotentAnswer, inputIndexes: readonly string[]): Result {
  if (!inputIndexes.includes(first.inputIndex))
    throw new DomainError('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey']);
  const [issue, ...more] = first.issues;
  if (issue) throw DomainError.of([issue, ...more]);
  return first.result as Result;
}

/** Refusals that end by themselves, or as somebody else acts. */
const passing: readonly ErrorCode[] = ['NO_POLICY_IN_FORCE', 'ADDRESS_HELD'];

/** Refusals that are an answer to the input; faults, limits and what will pass are not, and may be tried again with the same key. */
function isAnswer(code: ErrorCode): boolean {
  return !passing.includes(code) && (userErrorCodes as readonly string[]).includes(code);
}

/** The refusal is already the answer: when its row cannot be stored, a repeat is judged afresh, which is safe. */
async function remember(deps: Pick<Ports, 'commit'>, row: Write): Promise<void> {
  try {
    await deps.commit([row], []);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
