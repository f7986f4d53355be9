import { randomUUID } from 'node:crypto';

const bounces = {
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  },
  'bounce+soft': {
    bounceType: 'Transient',
    bounceSubType: 'MailboxFull',
    status: '4.2.2',
    diagnosticCode: 'smtp; 452 4.2.2 mailbox full',
  },
  suppressionlist: {
    bounceType: 'Permanent',
    bounceSubType: 'Suppressed',
    status: '5.1.1',
    diagnosticCode:
      'Amazon SES has suppressed sending to this address because it has a recent history of bouncing.',
  },
} as const;

/** The `bounce` part of an SES event. */
export function bounce(address: string, timestamp: string, fate: keyof typeof bounces): object {
  const { bounceType, bounceSubType, status, diagnosticCode } = bounces[fate];
  return {
    feedbackId: randomUUID(),
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: address, action: 'failed', status, diagnosticCode }],
    timestamp,
    reportingMTA: 'dns; amazonses.com',
  };
}
