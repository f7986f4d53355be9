import type { SesNotification } from './events.ts';

export type OnEvent = (event: SesNotification) => void | Promise<void>;

export interface Publisher {
  /** Hands the events on, one after the other, without waiting. */
  publish(events: readonly SesNotification[]): void;
  /** Resolves when every event published so far was taken or given up. */
  idle(): Promise<void>;
}

const attempts = 3;

/** Tries each event three times, as SNS does at once; what is still refused then is dropped with one line on stderr. */
export function publishTo(onEvent: OnEvent | undefined): Publisher {
  const underWay = new Set<Promise<void>>();
  return {
    publish(events) {
      if (!onEvent) return;
      const work = deliver(events, onEvent).finally(() => underWay.delete(work));
      underWay.add(work);
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
