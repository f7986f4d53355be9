import { shownReason, shownState } from '../mail/list-mails.ts';
import type { Mail } from '../mail/mail.ts';
import type { Ports } from '../ports.ts';
import type { Copying, Section } from './copy.ts';
import { openVariables } from './open-for-copy.ts';

/** Mails of one read. */
const pageSize = 500;

/** Every mail, newest first: what it was for, what became of it, and what it was filled with; of a campaign's, its subject. */
export async function copiedMails(
  deps: Pick<Ports, 'outbox' | 'campaigns'>,
  { customerId, keyring, sealing }: Copying,
): Promise<Section> {
  const mails: Mail[] = [];
  for (let after: string | undefined; ; after = mails.at(-1)?.id) {
    const page = await deps.outbox.ofCustomer(customerId, pageSize, after);
    mails.push(...page.mails);
    if (!page.hasNextPage || page.mails.length === 0) break;
  }
  const ids = [...new Set(mails.flatMap(({ campaignId }) => campaignId ?? []))];
  const campaigns = new Map(
    await Promise.all(ids.map(async (id) => [id, await deps.campaigns.load(id)] as const)),
  );
  return mails.map((mail) => {
    const campaign = mail.campaignId === undefined ? undefined : campaigns.get(mail.campaignId);
    return {
      purpose: mail.purpose,
      advertising: mail.advertising,
      language: mail.language,
      state: shownState(mail),
      reason: shownReason(mail),
      queuedAt: mail.queuedAt,
      begunAt: mail.begunAt,
      subject: campaign?.content?.[mail.language].subject,
      filledWith: openVariables(sealing, keyring, mail),
    };
  });
}
