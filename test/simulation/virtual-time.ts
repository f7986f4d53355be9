import { AsyncLocalStorage } from 'node:async_hooks';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { Draw } from './seeded.ts';

/** Whose doing something is: what it began ends with it. */
export interface Owner {
  readonly isDead: boolean;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly owner: Owner | undefined;
  readonly act: () => void;
}

const real = { setImmediate: globalThis.setImmediate, Date: globalThis.Date };
export const owners = new AsyncLocalStorage<Owner>();

let instant = 0;
let order = 0;
let bytes: (length: number) => Buffer = () => Buffer.alloc(0);
/** Immediates and work of other threads that are still to come. */
let underWay = 0;
const pending = new Map<number, Timer>();

/** Time as everybody in this process sees it from now on: milliseconds since 1970, moved on by `moveOn` alone. */
export const time = {
  now: () => instant,
  /** Begins anew at an instant, with a seed's randomness and nothing to come. */
  begin(at: number, draw: Draw) {
    instant = at;
    order = 0;
    pending.clear();
    bytes = draw.bytes;
  },
  /** When the next timer is due. */
  next: (): number | undefined => firstTimer()?.at,
  /** Moves on to an instant. */
  moveOn(to: number) {
    instant = Math.max(instant, to);
  },
  /** Fires the first timer that is due. @returns whether there was one */
  fire(): boolean {
    const first = firstTimer();
    if (!first || first.at > instant) return false;
    pending.delete(first.order);
    if (!first.owner?.isDead) first.act();
    return true;
  },
};

function firstTimer(): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of pending.values()) {
    if (timer.owner?.isDead) pending.delete(timer.order);
    else if (!first || timer.at < first.at) first = timer;
  }
  return first;
}

function later(act: () => void, delay = 0): number {
  order += 1;
  pending.set(order, { at: instant + Math.max(1, delay || 0), order, owner: owners.getStore(), act });
  return order;
}

/** Waits until nothing in this process goes on by itself any more. */
export async function quiet(): Promise<void> {
  for (let still = 0; still < 2; still = underWay > 0 ? 0 : still + 1)
    await new Promise((resolve) => real.setImmediate(resolve));
}

/** Puts seeded time and randomness in the place of the real ones, for the whole process. There is no way back. */
export function makeVirtual(): void {
  class VirtualDate extends real.Date {
    constructor(...given: [] | [number]) {
      super(...((given.length === 0 ? [instant] : given) as [number]));
    }
    static override now = () => instant;
  }
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: (act: (...given: unknown[]) => void, delay?: number, ...given: unknown[]) =>
      timer(act, delay, given),
    clearTimeout: (one: unknown) => void pending.delete(Number(one)),
    setInterval: () => timer(() => {}, Number.MAX_SAFE_INTEGER, []),
    clearInterval: () => {},
    setImmediate: (act: (...given: unknown[]) => void, ...given: unknown[]) => {
      underWay += 1;
      return real.setImmediate(() => {
        underWay -= 1;
        act(...given);
      });
    },
  });
  // How long the network takes is not the process's to say here.
  AbortSignal.timeout = () => new AbortController().signal;
  Object.assign(performance, { now: () => instant });
  Math.random = () => bytes(4).readUInt32LE(0) / 2 ** 32;
  Object.assign(timers, {
    setTimeout: (delay?: number, value?: unknown) =>
      new Promise((resolve) => void later(() => resolve(value), delay)),
  });
  const randomUUID = () => {
    const hex = bytes(16)
      .toString('hex')
      .replace(/^(.{12}).(.{3}).(.{15}).*$/, '$14$28$3');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  };
  const fill = <T extends ArrayBufferView>(view: T): T => {
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(bytes(view.byteLength));
    return view;
  };
  Object.assign(crypto, { randomBytes: (n: number) => bytes(n), randomUUID, randomFillSync: fill });
  Object.assign(crypto.webcrypto, { getRandomValues: fill, randomUUID });
  syncBuiltinESMExports();
  countThreads();
}

function timer(act: (...given: unknown[]) => void, delay: number | undefined, given: unknown[]) {
  const id = later(() => act(...given), delay);
  return { [Symbol.toPrimitive]: () => id, ref() {}, unref() {}, hasRef: () => true, refresh() {} };
}

/** Web Crypto works in other threads: the process is not quiet before they answer. */
function countThreads(): void {
  const prototype = Object.getPrototypeOf(crypto.webcrypto.subtle);
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    if (typeof method !== 'function' || name === 'constructor') continue;
    const counted = async function (this: unknown, ...given: unknown[]) {
      underWay += 1;
      try {
        return await Reflect.apply(method, this, given);
      } finally {
        underWay -= 1;
      }
    };
    Object.defineProperty(prototype, name, { value: counted, configurable: true, writable: true });
  }
}
