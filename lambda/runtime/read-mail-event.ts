import * as z from 'zod/mini';
import { mailTags } from '../declared/mail-tags.ts';
import type { MailEvent, MailEventKind } from '../domain/mail/mail-event.ts';

const notification = z.object({
  EventSource: z.literal('aws:sns'),
  Sns: z.object({ TopicArn: z.string(), Message: z.string() }),
});
const batch = z.object({ Records: z.array(z.unknown()) });

const id = z.string().check(z.regex(/^[0-9A-Za-z_-]{1,64}$/));
const only = <T extends z.ZodMiniType>(shape: T) => z.array(shape).check(z.length(1));
const told = z.object({
  eventType: z.enum([
    'Send',
    'Delivery',
    'Bounce',
    'Complaint',
    'Reject',
    'Rendering Failure',
    'DeliveryDelay',
  ]),
  mail: z.object({
    messageId: z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/)),
    tags: z.object({ [mailTags.outbox]: only(id), [mailTags.customer]: only(id) }),
  }),
  bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.optional(z.string()) })),
});
const none = z.optional(z.undefined());
/** A mail that is about no customer has no row that an event could settle. */
const aboutNobody = z.object({
  mail: z.object({
    tags: z.object({
      [mailTags.aboutNobody]: only(id),
      [mailTags.outbox]: none,
      [mailTags.customer]: none,
    }),
  }),
});
type Told = z.infer<typeof told>;

/** What SES told through the topic, read; or why it is not believed. */
export type ReadEvent =
  | { readonly event: MailEvent }
  | 'ABOUT_NOBODY'
  | { readonly refused: 'NOT_FROM_TOPIC' | 'UNREADABLE' };

/** The notifications of one call, in order. @param topic ARN of the topic of SES's events; no other is listened to */
export function readMailEvents(input: unknown, topic: string): readonly ReadEvent[] {
  const found = z.safeParse(batch, input);
  if (!found.success) return [{ refused: 'UNREADABLE' }];
  return found.data.Records.map((record) => readOne(record, topic));
}

function readOne(record: unknown, topic: string): ReadEvent {
  const found = z.safeParse(notification, record);
  if (!found.success) return { refused: 'UNREADABLE' };
  const { TopicArn, Message } = found.data.Sns;
  if (TopicArn !== topic) return { refused: 'NOT_FROM_TOPIC' };
  const message = parsed(Message);
  if (z.safeParse(aboutNobody, message).success) return 'ABOUT_NOBODY';
  const read = z.safeParse(told, message);
  if (!read.success) return { refused: 'UNREADABLE' };
  const { messageId, tags } = read.data.mail;
  const [mailId = ''] = tags.outbox;
  const [customerId = ''] = tags.customer;
  return { event: { ...kindOf(read.data), customerId, mailId, messageId } };
}

const kinds = {
  Send: 'SENT',
  Delivery: 'DELIVERED',
  Complaint: 'COMPLAINED',
  Reject: 'FAILED',
  'Rendering Failure': 'FAILED',
  DeliveryDelay: 'DELAYED',
} as const satisfies Readonly<Record<Exclude<Told['eventType'], 'Bounce'>, MailEventKind>>;

/** Only a permanent bounce says that nobody is there; any other is told once SES has given the mail up, and is counted. */
function kindOf({ eventType, bounce }: Told): Pick<MailEvent, 'kind' | 'reason'> {
  if (eventType === 'Reject') return { kind: 'FAILED', reason: 'REJECTED' };
  if (eventType === 'Rendering Failure') return { kind: 'FAILED', reason: 'NOT_RENDERED' };
  if (eventType !== 'Bounce') return { kind: kinds[eventType] };
  if (bounce?.bounceType === 'Permanent') return { kind: 'BOUNCED' };
  return {
    kind: 'SOFT_BOUNCED',
    reason: bounce?.bounceType === 'Transient' ? 'TRANSIENT' : 'UNDETERMINED',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
