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

/** What a mutation did, as its answer says: codes, and ids and references of the records in its payload. */
function outcomeOf(answer: Answer): string {
  const payloads = Object.values((answer.data ?? {}) as Record<string, object | null>);
  const records = payloads.flatMap((payload) => Object.values(payload ?? {}) as unknown[]);
  const named = records.map((record) => {
    const { id, reference } = (record ?? {}) as { id?: unknown; reference?: unknown };
    return [id, reference];
  });
  return JSON.stringify([codesIn(answer), named]);
}

/**
 * Asks as a good caller does: the same again, with the same key, until there is an answer; each try and each answer is
 * counted. One in twenty mutations is asked once more when it was answered: the codes have to be the same, and the ids of what was made or changed.
 * @throws Error when there is no answer for minutes, or another one the second time
 */
export function patientAsk(url: string, tally: Tally, refusals: string[]): TestCloud['ask'] {
  let mutations = 0;
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
    const input = asking.variables?.input as { idempotencyKey?: string } | undefined;
    if (input?.idempotencyKey === undefined) return answer;
    mutations += 1;
    if (mutations % 20 === 0) {
      const [first, again] = [answer, await answered(query, asking)].map(outcomeOf);
      if (again !== first) throw new Error(`${operationOf(query)} was answered ${first} and then ${again}`);
    }
    return answer;
  };
}
