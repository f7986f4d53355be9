import { DomainError } from '../lambda/domain/errors.ts';
import type { Mail } from '../lambda/domain/mail/mail.ts';
import { sendNotice } from '../lambda/domain/mail/send-notice.ts';
import { builder } from './builder.ts';
import { outcome } from './errors.ts';
import { MailType } from './mail.ts';
import { SendNoticeInput } from './notice-inputs.ts';
import { payloadOf } from './payload.ts';
import { requireService } from './service-term.ts';

const senders = ['scope:mail:send'] as const;

const SendNoticePayload = payloadOf<Mail>('SendNotice', 'mail', MailType as never, senders);

builder.mutationFields((t) => ({
  sendNotice: t.field({
    type: SendNoticePayload,
    access: senders,
    cost: 10,
    description:
      'Sends one customer a payment confirmation, a billing or service notice, or a word of support (P2.1, P2.2, P2.5), in the language of the customer. What the gate refuses is kept as SUPPRESSED and answered with the reason: no error.',
    args: { input: t.arg({ type: SendNoticeInput, access: senders }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const sendAt = input.sendAt ?? undefined;
        const sent = await sendNotice(ports, requireService(viewer), { ...input, sendAt });
        const mail = await ports.outbox.load(sent.customerId, sent.mailId);
        if (!mail) throw new DomainError('NOT_FOUND');
        return mail;
      }),
  }),
}));
