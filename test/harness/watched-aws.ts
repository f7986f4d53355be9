import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A process that was killed: from then on it does nothing. Of deployed functions beside a cloud see `killed.ts`. */
export class Killed extends Error {}

/** Where a process is killed: at its nth call of AWS, before or after that took effect. */
export interface Kill {
  readonly call: number;
  readonly when: 'before' | 'after';
}

interface Run {
  readonly calls: string[];
  readonly kill: Kill | undefined;
  readonly atCall: ((name: string) => Promise<void>) | undefined;
  isDead: boolean;
}
const runs = new AsyncLocalStorage<Run>();

interface Sending {
  send(command: { constructor: { name: string } }, ...more: unknown[]): Promise<unknown>;
}

/** Every client of the AWS SDK sends through this one method. */
function clientPrototype(): Sending {
  let prototype = Object.getPrototypeOf(DynamoDBClient.prototype);
  while (!Object.hasOwn(prototype, 'send')) prototype = Object.getPrototypeOf(prototype);
  return prototype as Sending;
}
const prototype = clientPrototype();
const { send } = prototype;
prototype.send = async function watched(this: Sending, command, ...more) {
  const run = runs.getStore();
  if (!run) return Reflect.apply(send, this, [command, ...more]);
  if (run.isDead) throw new Killed();
  const name = command.constructor.name.replace(/Command$/, '');
  run.calls.push(name);
  await run.atCall?.(name);
  const { kill } = run;
  const isKilled = kill?.call === run.calls.length;
  if (isKilled) run.isDead = true;
  if (isKilled && kill.when === 'before') throw new Killed();
  const answer = await Reflect.apply(send, this, [command, ...more]);
  if (isKilled) throw new Killed();
  return answer;
};

/**
 * Runs what this process does as if it were a function's: every call that it makes of AWS is counted, and from the one named on nothing of it
 * happens any more. What others do in this process meanwhile is neither counted nor killed.
 * @returns the calls by name, in their order, and whether it was killed
 */
export async function watchAws(
  act: () => Promise<unknown>,
  given: { readonly kill?: Kill | undefined; readonly atCall?: (name: string) => Promise<void> } = {},
): Promise<{ readonly calls: readonly string[]; readonly wasKilled: boolean }> {
  const run: Run = { calls: [], kill: given.kill, atCall: given.atCall, isDead: false };
  try {
    await runs.run(run, act);
  } catch (error) {
    // Whatever it makes of it: a process that is dead tells nobody.
    if (!run.isDead) throw error;
  }
  return { calls: run.calls, wasKilled: run.isDead };
}
