import type { MailTemplate } from '../domain/mail/templates.ts';

/**
 * How a mail came about, for whatever answers mail by itself (RFC 3834): an employee wrote it; the product made it of its own; the product made it
 * because a mail came.
 */
export type Automation = 'BY_HAND' | 'GENERATED' | 'REPLIED';

/** `X-CloudFly-Loop` tells such a mail from every other when it comes back, be its other fields gone. */
export const automationFields: Readonly<Record<Automation, Readonly<Record<string, string>>>> = {
  BY_HAND: {},
  GENERATED: { 'Auto-Submitted': 'auto-generated' },
  REPLIED: {
    'Auto-Submitted': 'auto-replied',
    'X-Auto-Response-Suppress': 'All',
    'X-CloudFly-Loop': 'cloudfly-privacy',
  },
};

const others: Readonly<Partial<Record<MailTemplate, Automation>>> = {
  REQUEST_ANSWER: 'BY_HAND',
  REQUEST_RECEIVED: 'REPLIED',
  CORRESPONDENT_NOTICE: 'REPLIED',
};

export const automationOf = (template: MailTemplate): Automation => others[template] ?? 'GENERATED';
