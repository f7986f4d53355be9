import * as z from 'zod/mini';
import { dataClasses } from '../access.ts';
import { disclosurePurposes } from '../disclosure/purpose.ts';
import { contactChannels, type MailPurpose } from '../purposes.ts';
import { rights, rightsOutcomes } from '../rights/rights-request.ts';
import {
  fields,
  instant,
  line,
  link,
  money,
  paragraph,
  purposes,
  refusedAttachments,
  serviceName,
} from './variable-shapes.ts';

/** Words of a campaign in one language, the variables filled in. */
export const campaignWords = z.object({
  subject: line,
  heading: line,
  paragraphs: z.array(paragraph).check(z.minLength(1), z.maxLength(20)),
  /** One thing to do. A link that leaves CloudFly's own sites is shown with its notice (P5.2). */
  action: z.exactOptional(z.object({ label: line, link, isOffSite: z.boolean() })),
});
export type CampaignWords = z.infer<typeof campaignWords>;

/**
 * Every template: what it is sent for (the gate judges by that), and what it is filled with. Each has its words and its looks in
 * `lambda/mail/templates/`. `CAMPAIGN` is sent for whichever marketing purpose its campaign names.
 */
export const templates = {
  /** `occasion`: what it is about when not a registration: a change to this address, or that it was confirmed long ago. */
  EMAIL_VERIFICATION: {
    purpose: 'EMAIL_VERIFICATION',
    variables: z.object({
      link,
      hours: z.int(),
      occasion: z.exactOptional(z.enum(['CHANGE', 'REMINDER'])),
    }),
  },
  /** Nothing: the owner of an address learns nothing about who tried it. */
  ADDRESS_TAKEN: { purpose: 'SECURITY_NOTICE', variables: z.object({}) },
  /** Since when requests from the address are stopped (P3.6). Not which rule saw what: whoever reads it need not be the customer. */
  ADDRESS_HELD: { purpose: 'SECURITY_NOTICE', variables: z.object({ heldAt: instant }) },
  /** The code of one sign-in, and for how many minutes it works. */
  SIGN_IN_CODE: { purpose: 'SECURITY_NOTICE', variables: z.object({ code: line, minutes: z.int() }) },
  PAYMENT_CONFIRMATION: {
    purpose: 'PAYMENT_CONFIRMATION',
    variables: z.object({
      paymentReference: line,
      paid: money,
      paidAt: instant,
      method: z.exactOptional(line),
      service: z.exactOptional(line),
    }),
  },
  BILLING_NOTICE: {
    purpose: 'BILLING_NOTICE',
    variables: z.object({
      invoiceNumber: line,
      due: money,
      dueAt: z.exactOptional(instant),
      service: z.exactOptional(line),
      link: z.exactOptional(link),
    }),
  },
  SERVICE_NOTICE: {
    purpose: 'SERVICE_NOTICE',
    variables: z.object({
      kind: z.enum(['MAINTENANCE', 'OUTAGE', 'RESOLVED', 'CHANGE']),
      service: line,
      from: z.exactOptional(instant),
      until: z.exactOptional(instant),
      details: z.exactOptional(paragraph),
    }),
  },
  SERVICE_SUPPORT: {
    purpose: 'SERVICE_SUPPORT',
    variables: z.object({ reference: line, service: z.exactOptional(line), message: paragraph }),
  },
  SERVICE_EXTENSION: {
    purpose: 'SERVICE_EXTENSION',
    variables: z.object({ service: serviceName, product: line, expiresAt: instant, days: z.int() }),
  },
  CAMPAIGN: { purpose: undefined, variables: campaignWords },
  /** A new version of the policy, from when on, and purposes whose earlier consent counts as not given any more. */
  POLICY_CHANGE: {
    purpose: 'POLICY_CHANGE',
    variables: z.object({ version: z.int(), effectiveAt: instant, link, stalePurposes: purposes }),
  },
  /** What was refused, purposes by the channels they were refused over, when it was received (D330 37(3)(d)). Codes. */
  REFUSAL_CONFIRMATION: {
    purpose: 'REFUSAL_CONFIRMATION',
    variables: z.object({
      refused: z.array(z.object({ purposes, channels: z.array(z.enum(contactChannels)) })),
      refusedAt: instant,
    }),
  },
  EMAIL_CHANGE_NOTICE: {
    purpose: 'EMAIL_CHANGE_NOTICE',
    variables: z.object({ link, switchesAt: instant }),
  },
  INFORMATION_REQUEST: {
    purpose: 'INFORMATION_REQUEST',
    variables: z.object({ link, reference: line, fields, until: instant }),
  },
  /** `keptUntil`: of a correspondent, whose words are removed then (P1.4). */
  REQUEST_ANSWER: {
    purpose: 'REQUEST_ANSWER',
    variables: z.object({ reference: line, answer: paragraph, keptUntil: z.exactOptional(instant) }),
  },
  /** A customer's mail has become a request. `isUnproven`: nothing proves that the mail was the customer's (P3.6). */
  REQUEST_RECEIVED: {
    purpose: 'REQUEST_ANSWER',
    variables: z.object({
      reference: line,
      refused: refusedAttachments,
      isUnproven: z.exactOptional(z.boolean()),
    }),
  },
  /** The same for somebody who is no customer, with what is kept of them and for how long (P1.4; L91 9). */
  CORRESPONDENT_NOTICE: {
    purpose: 'REQUEST_ANSWER',
    variables: z.object({ reference: line, refused: refusedAttachments, keptUntil: instant }),
  },
  /** What became of a right that the customer asked for. `until`: when it is carried out at the latest; of a copy, how long it can be fetched. */
  RIGHTS_ANSWER: {
    purpose: 'REQUEST_ANSWER',
    variables: z.object({
      right: z.enum(rights),
      outcome: z.enum(rightsOutcomes),
      reference: line,
      words: z.exactOptional(paragraph),
      until: z.exactOptional(instant),
      link: z.exactOptional(link),
    }),
  },
  /** A breach that concerns the customer: since when it is known, which data, and what the privacy officer says of it (L91 23; D356 28). */
  INCIDENT_NOTICE: {
    purpose: 'SECURITY_NOTICE',
    variables: z.object({ discoveredAt: instant, classes: z.array(z.enum(dataClasses)), words: paragraph }),
  },
  DISCLOSURE_NOTICE: {
    purpose: 'DISCLOSURE_NOTICE',
    variables: z.object({
      recipient: line,
      basis: line,
      purpose: z.enum(disclosurePurposes),
      fields,
      disclosedAt: instant,
    }),
  },
} as const satisfies Readonly<Record<string, { purpose: MailPurpose | undefined; variables: z.ZodMiniType }>>;

export type MailTemplate = keyof typeof templates;
export const mailTemplates = Object.keys(templates) as [MailTemplate, ...MailTemplate[]];

/** What each template is filled with. */
export type MailVariables = { readonly [T in MailTemplate]: z.infer<(typeof templates)[T]['variables']> };

/** The variables of one template or another, told apart by `template`. */
export type FilledTemplate = {
  readonly [T in MailTemplate]: { readonly template: T; readonly variables: MailVariables[T] };
}[MailTemplate];
