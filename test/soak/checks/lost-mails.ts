import { mailTags } from '../../../lambda/declared/mail-tags.ts';
import { textOf } from '../../harness/tables.ts';
import type { Acknowledged } from '../acknowledged.ts';
import { localId } from './lost-effects.ts';
import type { SoakRemains } from './remains.ts';

/** Every mail that was ordered was sent or refused with a reason (how many twice, their outcome being unknown, is counted); every mail that came in was filed, each in a request of its own. */
export function lostMails(remains: SoakRemains, { notices, inbound }: Acknowledged) {
  const ofKind = (kind: string) => remains.tables.records.filter((row) => textOf(row, 'kind') === kind);
  const rows = new Map(ofKind('MAIL').map((row) => [textOf(row, 'id'), row]));
  const taken = new Map<string, number>();
  for (const { tags } of remains.mails) {
    const id = tags[mailTags.outbox];
    if (id !== undefined) taken.set(id, (taken.get(id) ?? 0) + 1);
  }
  const lost: string[] = [];
  let refused = 0;
  for (const { id: globalId, customer } of notices) {
    const id = localId(globalId);
    const row = rows.get(id);
    const times = taken.get(id) ?? 0;
    // Of who was erased nothing is left.
    if (customer.isErased) continue;
    if (!row) lost.push(`${id} has no row`);
    else if (times > 0) continue;
    else if (textOf(row, 'reason') !== '') refused += 1;
    else lost.push(`${id} stands at ${textOf(row, 'state')}, and was not sent`);
  }
  const filed = new Map(ofKind('INBOUND_MAIL').map((row) => [textOf(row, 'id'), row]));
  const references = new Map<string, string>();
  for (const { id, customer } of inbound) {
    const row = filed.get(id);
    if (customer?.isErased) continue;
    if (!row) lost.push(`what came in as ${id} is not known`);
    else if (textOf(row, 'state') !== 'FILED') lost.push(`what came in as ${id} is ${textOf(row, 'state')}`);
    const reference = row?.filed?.M?.reference?.S ?? id;
    const other = references.get(reference);
    if (other !== undefined) lost.push(`${id} and ${other} are filed as one`);
    references.set(reference, id);
  }
  const again = [...taken.values()].filter((times) => times > 1).length;
  return { lost, refused, again };
}
