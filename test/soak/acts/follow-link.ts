import { follow } from '../../harness/mails.ts';
import { mailsTo, type ReceivedMail } from '../../harness/received-mails.ts';
import { patiently } from '../patiently.ts';
import type { Stage } from '../stage.ts';

/** Waits for a mail with a link of a kind in an inbox. @returns the newest */
export const awaitedLink = ({ cloud }: Stage, email: string, kind: string): Promise<string> =>
  patiently(async () => linkOf(await mailsTo(cloud, email), kind), { withinMs: 1_800_000 });

export const linkOf = (mails: readonly ReceivedMail[], kind: string): string | undefined =>
  mails.flatMap(({ links }) => links).find((link) => link.includes(`/links/${kind}/`));

/** Opens the page behind a link and presses its button, each again until it answers. */
export async function useLink({ tally }: Stage, link: string, kind: string): Promise<void> {
  for (const method of ['GET', 'POST']) {
    const began = performance.now();
    let tries = 0;
    const { status } = await patiently(
      async () => {
        tries += 1;
        const answer = await follow(link, method).catch(() => undefined);
        tally.saw([
          answer === undefined ? 'no answer' : answer.status < 400 ? 'done' : `HTTP ${answer.status}`,
        ]);
        return answer && answer.status < 500 ? answer : undefined;
      },
      { everyMs: 300 },
    );
    tally.took(`page ${kind} ${method}`, performance.now() - began);
    // A link works once: whoever was not answered the first time may read the second time that it was used.
    const wasUsed = status === 410 && tries > 1;
    if (status !== 200 && !wasUsed) throw new Error(`a link ${kind} was answered ${status} to ${method}`);
  }
}
