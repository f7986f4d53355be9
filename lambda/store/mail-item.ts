import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { mailLanes } from '../domain/mail/lane.ts';
import { type Mail, mailDestinations, mailStates } from '../domain/mail/mail.ts';
import { mailTemplates } from '../domain/mail/templates.ts';
import { dutyPurposes, marketingPurposes, operationalPurposes } from '../domain/purposes.ts';
import { isCorrespondent } from '../domain/request/correspondent.ts';
import { dateAfter } from '../domain/span.ts';
import { languages } from '../domain/viewer.ts';
import { dueShardOf } from './due-index.ts';
import { type Key, toExpiry } from './item.ts';
import { subjectPartition } from './subject-key.ts';

const text = z.string();
const instant = z.iso.datetime();
const decision = z.object({
  at: instant,
  allowed: z.boolean(),
  reason: text,
  rules: z.array(text),
});
/** A row of the outbox, in the partition of the customer or correspondent it goes to. */
export const storedMail = z.object({
  kind: z.literal('MAIL'),
  id: text,
  customerId: text,
  purpose: z.enum([...operationalPurposes, ...marketingPurposes, ...dutyPurposes]),
  lane: z.enum(mailLanes),
  advertising: z.boolean(),
  template: z.enum(mailTemplates),
  language: z.enum(languages),
  to: z.exactOptional(z.enum(mailDestinations)),
  changeId: z.exactOptional(text),
  state: z.enum(mailStates),
  attempt: z.int(),
  queuedAt: instant,
  dueAt: z.optional(instant),
  leaseUntil: z.optional(instant),
  reason: z.optional(text),
  campaignId: z.optional(text),
  reference: z.exactOptional(text),
  requestedBy: text,
  askedDecision: z.optional(decision),
  sendingDecision: z.optional(decision),
  begunAt: z.optional(instant),
  sentTo: z.exactOptional(text),
  mayBeTaken: z.exactOptional(z.object({ begunAt: instant, sentTo: text })),
  messageId: z.optional(text),
  requestId: text,
  sealedVariables: z.optional(z.instanceof(Uint8Array)),
  openVariables: z.optional(z.record(text, z.unknown())),
});
/** What a row leaves out when there is none of it. */
const absent = {
  dueAt: undefined,
  leaseUntil: undefined,
  reason: undefined,
  campaignId: undefined,
  askedDecision: undefined,
  sendingDecision: undefined,
  begunAt: undefined,
  messageId: undefined,
  sealedVariables: undefined,
  openVariables: undefined,
} as const;

/** A mail from its row. */
export const mailOf = ({ kind: _, ...mail }: z.infer<typeof storedMail>): Mail => ({ ...absent, ...mail });

export const mailKey = (customerId: string, mailId: string): Key => ({
  pk: subjectPartition(customerId),
  sk: `MAIL#${mailId}`,
});

/** A mail as it is put: in its lane of the due index while it is to be looked at again. A correspondent's is swept when their time is over. */
export function mailRow(mail: Mail) {
  const due = mail.dueAt === undefined ? {} : { dueShard: dueShardOf(`MAIL#${mail.lane}`, mail.id) };
  const { customerId, id, queuedAt } = mail;
  const keptUntil = dateAfter(queuedAt, { days: limits.correspondentDays });
  const expiry = isCorrespondent(customerId) ? { expiresAt: toExpiry(keptUntil) } : {};
  return { ...mailKey(customerId, id), kind: 'MAIL', ...mail, ...due, ...expiry };
}
