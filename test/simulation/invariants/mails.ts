import { mailTags } from '../../../lambda/declared/mail-tags.ts';
import type { Row } from '../services.ts';
import { erasedIn, flag, type Invariant, inside, type Remains, rowsOf, text } from './left.ts';

/** How often SES took each mail. */
const takenOf = ({ services }: Remains): ReadonlyMap<string, number> => {
  const taken = new Map<string, number>();
  for (const { mail } of services.post.taken) {
    const id = mail.tags[mailTags.outbox];
    if (id !== undefined) taken.set(id, (taken.get(id) ?? 0) + 1);
  }
  return taken;
};

/** SES took no mail of advertising twice, and nobody has two of one campaign. */
export const advertisedOnce: Invariant = (left) => {
  const taken = takenOf(left);
  const mails = rowsOf(left, 'MAIL').filter((mail) => flag(mail, 'advertising'));
  const twice = mails.filter((mail) => (taken.get(text(mail, 'id')) ?? 0) > 1);
  const named = mails.filter((mail) => text(mail, 'campaignId') !== '');
  const seen = new Set<string>();
  const again = named.filter((mail) => {
    const name = `${text(mail, 'campaignId')} ${text(mail, 'customerId')}`;
    return seen.has(name) || !seen.add(name);
  });
  return [
    ...twice.map((mail) => `${text(mail, 'id')} was taken ${taken.get(text(mail, 'id'))} times`),
    ...again.map((mail) => `${text(mail, 'id')} is another of its campaign`),
  ];
};

const sent = /^(SENT|DELIVERED|BOUNCED|COMPLAINED)$/;

/** Every mail that somebody waits for has come to rest, and what its row says of it is so. */
export const mailsAtRest: Invariant = (left) => {
  const taken = takenOf(left);
  const mails = rowsOf(left, 'MAIL');
  const known = new Set(mails.map((mail) => text(mail, 'id')));
  const asked = left.client.acts
    .filter(({ name }) => name === 'sendNotice')
    .flatMap(({ answers }) => answers[0]?.data?.sendNotice?.mail?.id ?? [])
    .map((id: string) => Buffer.from(id, 'base64url').toString().split(':'));
  const erased = erasedIn(left);
  const lost = asked
    .filter(([, customerId = '', mailId = '']) => !known.has(mailId) && !erased.has(customerId))
    .map(([, , mailId]) => `${mailId} has no row`);
  const changes = rowsOf(left, 'EMAIL_CHANGE');
  const isOver = (mail: Row) =>
    changes.some((change) => text(change, 'id') === text(mail, 'changeId') && text(change, 'endedAt') !== '');
  return [
    ...lost,
    ...mails.flatMap((mail) => restless(mail, taken.get(text(mail, 'id')) ?? 0, isOver(mail))),
  ];
};

/** @param isOver what the mail was about has ended: it is not to be sent any more */
function restless(mail: Row, taken: number, isOver: boolean): readonly string[] {
  const state = text(mail, 'state');
  const say = (what: string) => [`${text(mail, 'id')} (${text(mail, 'purpose')}, ${state}) ${what}`];
  const isUrgent = text(mail, 'lane') !== 'marketing';
  if (sent.test(state)) return taken > 0 ? [] : say('was never taken');
  if (state === 'SUPPRESSED' || state === 'DIVERTED') return taken === 0 ? [] : say('was taken all the same');
  // Whoever was to send it died before SES had it, and then it was refused: it may not be sent, and may not be called kept back.
  const isRefused =
    mail.sendingDecision !== undefined && !flag(inside(mail, 'sendingDecision') as never, 'allowed');
  if (state === 'UNCERTAIN')
    return taken > 0 || !isUrgent || isRefused || isOver ? [] : say('was never taken');
  if (state === 'FAILED') return say(`failed: ${text(mail, 'reason')}`);
  return isUrgent && text(mail, 'dueAt') < new Date().toISOString() ? say('is not at rest') : [];
}
