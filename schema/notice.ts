import { DomainError } from '../lambda/domain/errors.ts';
import type { Mail } from '../lambda/domain/mail/mail.ts';
import { lateOperations } from './late-operations.ts';
import { MailType } from './mail.ts';
import { mutation } from './mutation.ts';
import { SendNoticeInput } from './notice-inputs.ts';
import { payloadOf } from './payload.ts';
import { requireService } from './service-term.ts';

const { sendNotice } = lateOperations;

const senders = ['scope:mail:send'] as const;

const SendNoticePayload = payloadOf<Mail>('SendNotice', 'mail', MailType as never, senders);

mutation('sendNotice', {
  payload: SendNoticePayload,
  access: senders,
  description:
    'Sends one customer a payment confirmation, a billing or service notice, or a word of support (P2.1, P2.2, P2.5), in the language of the customer. What the gate refuses is kept as SUPPRESSED and answered with the reason: no error.',
  input: SendNoticeInput,
  act: async (input, { ports, viewer }) => {
    const sendAt = input.sendAt ?? undefined;
    const sent = await sendNotice(ports, requireService(viewer), { ...input, sendAt });
    const mail = await ports.outbox.load(sent.customerId, sent.mailId);
    if (!mail) throw new DomainError('NOT_FOUND');
    return mail;
  },
});
