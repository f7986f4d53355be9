import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import type { BuiltProduct, Entry, Operator } from './build.ts';
import { variablesOf } from './environment.ts';
import { owners, time } from './virtual-time.ts';

/** What became of one invocation. */
export type Outcome =
  | { readonly kind: 'ANSWERED'; readonly value: unknown }
  | { readonly kind: 'FAILED'; readonly error: unknown }
  | { readonly kind: 'DIED' };

/** One process of a function. It does one thing at a time, and nothing any more once it is dead. */
export interface Instance {
  readonly name: FunctionName | 'operator';
  readonly number: number;
  readonly isDead: boolean;
}

interface Process extends Instance {
  readonly name: FunctionName;
  isDead: boolean;
  readonly entry: Entry;
  busySince: number | undefined;
  end: ((outcome: Outcome) => void) | undefined;
}

/** The processes of all functions. */
export interface Instances {
  invoke(name: FunctionName, event: unknown): Promise<Outcome>;
  /** Runs an operator's command in a process of its own, which meets what functions meet. */
  operate(command: (operator: Operator) => Promise<unknown>): Promise<Outcome>;
  kill(instance: Instance): void;
  /** Kills what has taken longer than its function may. @returns those killed */
  killOverdue(): readonly Instance[];
}

/** @param say takes every line that a function or an operator's command writes, or Lambda of a function's failures */
export function startInstances(
  product: BuiltProduct,
  say: (name: Instance['name'], line: string) => void,
): Instances {
  const all: Process[] = [];
  let started = 0;
  const surroundingsOf = (name: Instance['name']): object => {
    const stdout = Object.create(process.stdout, { write: { value: (line: string) => say(name, line) } });
    const env = name === 'operator' ? variablesOf() : variablesOf(name);
    return Object.create(process, { env: { value: env }, stdout: { value: stdout } });
  };
  const start = (name: FunctionName): Process => {
    const entry = product.start(name, surroundingsOf(name));
    started += 1;
    const made: Process = {
      ...{ name, number: started, isDead: false, entry },
      ...{ busySince: undefined, end: undefined },
    };
    all.push(made);
    return made;
  };
  const kill = (instance: Instance) => {
    const killed = instance as Process;
    if (killed.isDead) return;
    killed.isDead = true;
    if (all.includes(killed)) all.splice(all.indexOf(killed), 1);
    killed.end?.({ kind: 'DIED' });
  };
  return {
    kill,
    killOverdue() {
      const overdue = all.filter(({ name, busySince }) => {
        const { timeoutSeconds } = functions[name] as FunctionDeclaration;
        return busySince !== undefined && time.now() - busySince > timeoutSeconds * 1000;
      });
      overdue.forEach(kill);
      return overdue;
    },
    operate(command) {
      started += 1;
      const operator = product.operator(surroundingsOf('operator'));
      return new Promise((end) => {
        const one = { name: 'operator', number: started, isDead: false, end } as const;
        owners
          .run({ ...one }, () => command(operator))
          .then(
            (value) => end({ kind: 'ANSWERED', value }),
            (error: unknown) => end({ kind: 'FAILED', error }),
          );
      });
    },
    invoke(name, event) {
      const idle = all.find((one) => one.name === name && one.busySince === undefined) ?? start(name);
      idle.busySince = time.now();
      const done = new Promise<Outcome>((resolve) => {
        idle.end = resolve;
      });
      const finish = (outcome: Outcome) => {
        if (idle.isDead) return;
        idle.busySince = undefined;
        idle.end?.(outcome);
      };
      owners
        .run(idle, async () => idle.entry.handler(structuredClone(event)))
        .then(
          (value) => finish({ kind: 'ANSWERED', value }),
          (error: unknown) => {
            // As Lambda does, message and stack and all.
            say(name, `ERROR Invoke Error ${error instanceof Error ? error.stack : String(error)}`);
            finish({ kind: 'FAILED', error });
          },
        );
      return done;
    },
  };
}

/** The process whose doing this is. */
export const currentInstance = (): Instance | undefined => owners.getStore() as Instance | undefined;
