import type { Now } from '../ports/now.ts';

/** Waits so many milliseconds. */
export type Pause = (milliseconds: number) => Promise<void>;

/** Turns, so many a second and no more, however many ask side by side. */
export interface Pace {
  /** Waits for the next turn. */
  turn(): Promise<void>;
  /** A turn that was not used: the next comes so much earlier. */
  giveBack(): void;
}

export function createPace(
  { now, pause }: { readonly now: Now; readonly pause: Pause },
  perSecond: number,
): Pace {
  const milliseconds = 1000 / perSecond;
  let next = 0;
  return {
    async turn() {
      const at = now().getTime();
      const mine = Math.max(at, next);
      next = mine + milliseconds;
      if (mine > at) await pause(mine - at);
    },
    giveBack() {
      next -= milliseconds;
    },
  };
}
