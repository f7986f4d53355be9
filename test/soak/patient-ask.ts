import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Asking, askAt } from '../harness/ask.ts';
import type { TestCloud } from '../harness/cloud.ts';
import { codesIn, type Tally } from './tally.ts';

/** Codes that say that the same may be asked again. */
const passing = new Set(['TEMPORARILY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);
/** Longer than a whole cloud takes to come back. */
const patienceMs = 180_000;

/** What a query or mutation is called in tables: its first field. */
const operationOf = (query: string): string => /\{\s*(\w+)/.exec(query)?.[1] ?? 'unknown';

/**
 * Asks as a good caller does: the same again, with the same key, until there is an answer; each try and each answer is
 * counted. One in twenty mutations is asked once more when it was answered, and has to be answered the same.
 * @throws Error when there is no answer for minutes, or another one the second time
 */
export function patientAsk(url: string, tally: Tally, refusals: string[]): TestCloud['ask'] {
  let asked = 0;
  const answered = async (query: string, asking: Asking): Promise<Answer> => {
    const until = Date.now() + patienceMs;
    for (let tries = 0; Date.now() < until; tries++) {
      const answer = await askAt(url, query, asking, refusals).catch(() => undefined);
      const codes = answer ? codesIn(answer) : ['no answer'];
      const isPassing = !answer || answer.status >= 500 || codes.some((code) => passing.has(code));
      tally.saw(codes.length > 0 ? codes : [answer?.status === 200 ? 'done' : `HTTP ${answer?.status}`]);
      if (answer && !isPassing) return answer;
      await pause(Math.min(2000, 100 * 2 ** tries) * (0.5 + Math.random()));
    }
    throw new Error(`nobody answered ${operationOf(query)}`);
  };
  return async (query, asking = {}) => {
    const began = performance.now();
    const answer = await answered(query, asking);
    tally.took(operationOf(query), performance.now() - began);
    asked += 1;
    const input = asking.variables?.input as { idempotencyKey?: string } | undefined;
    if (input?.idempotencyKey !== undefined && asked % 20 === 0) {
      const again = codesIn(await answered(query, asking));
      if (again.join() !== codesIn(answer).join())
        throw new Error(`${operationOf(query)} was answered ${codesIn(answer)} and then ${again}`);
    }
    return answer;
  };
}
