import { mailWrites } from '../mail/mail-writes.ts';
import { notRepeated } from '../mail/transitions.ts';
import { uponCustomer } from './replayed-act.ts';

/** A mail whose sending had begun is not sent again: restored tables have it waiting. */
export const replayBegunMail = uponCustomer(async (deps, { customerId, mailId, at }) => {
  const mail = mailId === undefined ? undefined : await deps.outbox.load(customerId, mailId);
  if (mail?.state !== 'QUEUED' || (mail.begunAt !== undefined && mail.begunAt >= at)) return [];
  return mailWrites(deps, mail, notRepeated(mail, 'OUTCOME_UNKNOWN'));
});
