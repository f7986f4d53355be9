import type { SesNotification } from './events.ts';
import type { KeptEvents } from './kept-events.ts';

export type OnEvent = (event: SesNotification) => void | Promise<void>;

export interface Publisher {
  /** Keeps the events of a mail that was taken. @returns what hands them on, one after the other, without waiting */
  keep(events: readonly SesNotification[]): () => void;
  /** Hands on what an earlier process left. */
  resume(): void;
  /** Resolves when every event published so far was taken or given up. */
  idle(): Promise<void>;
}

const attempts = 3;

/** Tries each event three times, as SNS does at once; what is still refused then is dropped with one line on stderr. */
export function publishTo(
  onEvent: OnEvent | undefined,
  kept: KeptEvents<readonly SesNotification[]>,
): Publisher {
  const underWay = new Set<Promise<void>>();
  function begin(events: readonly SesNotification[], forget: () => void): void {
    if (!onEvent) return;
    const work = deliver(events, onEvent)
      .then(forget)
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }
  return {
    keep(events) {
      const forget = onEvent ? kept.keep(events) : () => {};
      return () => begin(events, forget);
    },
    resume() {
      for (const { event, forget } of kept.left()) begin(event, forget);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function deliver(events: readonly SesNotification[], onEvent: OnEvent): Promise<void> {
  for (const event of events) {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        await onEvent(event);
        break;
      } catch {
        if (attempt === attempts)
          console.error('The local SES dropped an event that was refused three times.');
      }
    }
  }
}
