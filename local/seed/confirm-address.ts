import { setTimeout as pause } from 'node:timers/promises';
import type { Cloud } from '../cloud.ts';

interface ReceivedMail {
  readonly links: readonly string[];
}

const patienceMs = 15_000;

/** Waits for the verification mail of an address and confirms it, as its owner would. */
export async function confirmAddress(cloud: Pick<Cloud, 'inboxUrl'>, email: string): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const answer = await fetch(`${cloud.inboxUrl}.json?to=${encodeURIComponent(email)}`);
    const mails = (await answer.json()) as readonly ReceivedMail[];
    const link = mails.flatMap((mail) => mail.links).find((one) => one.includes('/links/verify-email/'));
    if (link) {
      const { ok, status } = await fetch(link, { method: 'POST' });
      if (!ok) throw new Error(`an address could not be confirmed: status ${status}`);
      return;
    }
    await pause(100);
  }
  throw new Error('a verification mail did not arrive');
}
