import type { Ports } from '../ports.ts';
import { attachmentObject } from '../request/request.ts';
import type { InboundMail } from './inbound-mail.ts';
import { filesBeginning, freshCorrespondentOf } from './names-of-mail.ts';

export type LeftoverDeps = Pick<Ports, 'inboundBucket' | 'requests' | 'emails' | 'correspondents'>;

/**
 * Removes the sealed files of a mail that nothing names: of attempts that were killed, or judged it to be somebody else's. For mails that nobody
 * files any more alone: what an attempt has put is named only once it is settled. Can be repeated.
 */
export async function removeLeftovers(deps: LeftoverDeps, mail: InboundMail): Promise<void> {
  const { filed, fromIndexes = [] } = mail;
  const beginning = filesBeginning(mail);
  const subjects = new Set([
    freshCorrespondentOf(mail),
    filed?.subjectId,
    await deps.emails.owner(fromIndexes),
    await deps.correspondents.byAddress(fromIndexes),
  ]);
  for (const subjectId of subjects) {
    if (subjectId === undefined) continue;
    const found = await deps.inboundBucket.listSealedOf(subjectId, beginning);
    if (found.length === 0) continue;
    const named = subjectId === filed?.subjectId ? await namedIn(deps, filed) : new Set<string>();
    for (const id of found)
      if (!named.has(id)) await deps.inboundBucket.deleteSealed(attachmentObject(subjectId, id));
  }
}

async function namedIn(
  { requests }: Pick<Ports, 'requests'>,
  { subjectId, reference }: NonNullable<InboundMail['filed']>,
): Promise<ReadonlySet<string>> {
  const entries = await requests.entries(subjectId, reference);
  return new Set(entries.flatMap(({ attachments = [] }) => attachments.map(({ id }) => id)));
}
