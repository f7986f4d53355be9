import { setTimeout as pause } from 'node:timers/promises';
import type { Invoke } from '../functions/invocation.ts';
import type { KeptEvents } from './kept-events.ts';

export interface AsyncInvoker {
  /** Takes the event, and calls the function in its own time. */
  accept(event: object): void;
  /** Resolves when every event taken so far was handled or given up. */
  idle(): Promise<void>;
}

/** Lambda waits one minute, then two; nobody does at a desk. */
const pausesMs = [200, 400];

/**
 * Calls a function as Lambda does an asynchronous event: an attempt that fails is followed by two more, then the event is dropped. What an earlier
 * process took and did not hand over comes first.
 */
export function invokeAsync(invoke: Invoke, kept: KeptEvents<object>): AsyncInvoker {
  const underWay = new Set<Promise<void>>();
  async function deliver(event: object): Promise<void> {
    for (const pauseMs of [...pausesMs, undefined]) {
      const { error } = await invoke(event);
      if (!error) return;
      if (pauseMs !== undefined) await pause(pauseMs);
    }
    console.error('The local SES dropped the receipt of a mail that its function failed at three times.');
  }
  function begin(event: object, forget: () => void): void {
    const work = deliver(event)
      .then(forget)
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }
  for (const { event, forget } of kept.left()) begin(event, forget);
  return {
    accept: (event) => begin(event, kept.keep(event)),
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
