import { BroadcastChannel, threadId } from 'node:worker_threads';

// Runs in each instance of a function, around its handler.

/** To every instance. */
export type Order =
  /** The next invocation of that function dies, so far into what one usually takes (of 1). */
  | {
      readonly kind: 'STRIKE';
      readonly functionName: string;
      readonly number: number;
      readonly share: number;
    }
  | { readonly kind: 'WEIGH'; readonly number: number };

/** What an instance says. */
export type Word =
  | { readonly kind: 'STRUCK'; readonly functionName: string; readonly number: number }
  | {
      readonly kind: 'WEIGHED';
      readonly functionName: string;
      readonly number: number;
      readonly threadId: number;
      /** Bytes in use after garbage collection. */
      readonly heapUsed: number;
    };

export const channelName = 'soak';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** The same handler, in an instance that can be killed in the middle of an act, and says how much memory it holds. */
export function soaked(functionName: string, handler: Handler): Handler {
  const channel = new BroadcastChannel(channelName);
  channel.unref();
  const say = (word: Word) => channel.postMessage(word);
  let strike: Extract<Order, { kind: 'STRIKE' }> | undefined;
  let usualMs = 50;
  channel.onmessage = (message) => {
    const order = (message as { data: Order | Word }).data;
    if (order.kind === 'STRIKE' && order.functionName === functionName) strike = order;
    // It met another instance.
    if (order.kind === 'STRUCK' && order.number === strike?.number) strike = undefined;
    if (order.kind !== 'WEIGH') return;
    globalThis.gc?.();
    const { heapUsed } = process.memoryUsage();
    say({ kind: 'WEIGHED', functionName, number: order.number, threadId, heapUsed });
  };
  return async (event, context) => {
    const began = performance.now();
    const dying = strike;
    const timer =
      dying &&
      setTimeout(() => {
        say({ kind: 'STRUCK', functionName, number: dying.number });
        process.exit(1);
      }, dying.share * usualMs);
    try {
      return await handler(event, context);
    } finally {
      clearTimeout(timer);
      usualMs += (performance.now() - began - usualMs) / 8;
    }
  };
}
