/** Something to wait at until it is rung. */
export interface Doorbell {
  ring(): void;
  /** How often it was rung. */
  rings(): number;
  /** Waits for the next ring, so many milliseconds at most. Not at all when it was rung since that count: no ring is lost. */
  rungSince(count: number, milliseconds: number): Promise<void>;
}

export function createDoorbell(): Doorbell {
  const waiting = new Set<() => void>();
  let count = 0;
  return {
    ring() {
      count += 1;
      for (const go of [...waiting]) go();
    },
    rings: () => count,
    rungSince: (known, milliseconds) =>
      new Promise((resolve) => {
        if (count !== known) return resolve();
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, milliseconds);
        waiting.add(go);
      }),
  };
}
