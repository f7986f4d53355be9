import type { FunctionName } from '../../lambda/declared/functions.ts';
import type { Instances, Outcome } from './instances.ts';
import type { Draw } from './seeded.ts';

/** Something that a function is told of, asynchronously. */
export interface Told {
  readonly name: FunctionName;
  readonly event: object;
  /** Attempts that failed. */
  failures: number;
}

/** What Lambda does with events that nobody waits for an answer to: brings each until it was handled, three times at most. */
export interface ToldEvents {
  /** What was given up, as the alarm tells an operator. */
  readonly dead: Told[];
  accept(name: FunctionName, event: object): void;
  /** Whether something is still to be brought. */
  isReady(): boolean;
  /** Brings one, any of them. @returns its function's name, and what becomes of it */
  deliver(unkind: boolean): { readonly name: FunctionName; readonly outcome: Promise<Outcome> };
}

/** The first attempt and two more, as an asynchronous call has. */
const attempts = 3;

export function tellEvents({ invoke }: Pick<Instances, 'invoke'>, draw: Draw): ToldEvents {
  const waiting: Told[] = [];
  const dead: Told[] = [];
  const bring = async (told: Told, unkind: boolean): Promise<Outcome> => {
    // Once is promised at least: now and then two come at the same time, or one again that was handled.
    if (unkind && draw.often(0.1)) waiting.push({ ...told });
    const outcome = await invoke(told.name, told.event);
    if (outcome.kind === 'ANSWERED') {
      if (unkind && draw.often(0.1)) waiting.push(told);
    } else if (++told.failures < attempts) waiting.push(told);
    else dead.push(told);
    return outcome;
  };
  return {
    dead,
    accept: (name, event) => void waiting.push({ name, event, failures: 0 }),
    isReady: () => waiting.length > 0,
    deliver(unkind) {
      const [told] = waiting.splice(unkind ? draw.below(waiting.length) : 0, 1);
      if (!told) throw new RangeError('nothing is to be brought');
      return { name: told.name, outcome: bring(told, unkind) };
    },
  };
}
