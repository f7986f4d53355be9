import { refuseEvent, settleByEvent } from './domain/mail/settle-by-event.ts';
import { readEnvironment } from './runtime/env.ts';
import { readMailEvents } from './runtime/read-mail-event.ts';
import { wire } from './runtime/wiring.ts';

/**
 * What SES tells of mails, through its topic. One event that cannot be handled does not hold up the others.
 * @throws Error when one failed, after all were tried: SNS brings them again, and what is known already changes nothing
 */
export async function handler(input: unknown): Promise<void> {
  const deps = wire();
  let failed = 0;
  for (const read of readMailEvents(input, readEnvironment().text('mailEventsTopic'))) {
    if (read === 'ABOUT_NOBODY') continue;
    if ('refused' in read) {
      refuseEvent(deps, {}, read.refused);
      continue;
    }
    const { mailId, customerId } = read.event;
    try {
      await settleByEvent(deps, read.event);
    } catch (error) {
      failed += 1;
      deps.log.error('mail_event_not_handled', { mailId, customerId }, error);
    }
  }
  if (failed > 0) throw new Error(`${failed} mail events were not handled`);
}
