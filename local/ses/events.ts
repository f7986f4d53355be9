import { randomUUID } from 'node:crypto';
import { bounce } from './bounce.ts';
import type { KeptMail } from './mailbox.ts';
import type { ReadMail } from './read-mail.ts';

/** An SES event as a function receives it through SNS. `Sns.Message` is JSON with `eventType`, `mail` and its own part. */
export interface SesNotification {
  readonly Records: readonly {
    readonly EventSource: 'aws:sns';
    readonly EventVersion: '1.0';
    readonly EventSubscriptionArn: string;
    readonly Sns: {
      readonly Type: 'Notification';
      readonly MessageId: string;
      readonly TopicArn: string;
      readonly Subject: string;
      readonly Message: string;
      readonly Timestamp: string;
      readonly SignatureVersion: '1';
      readonly Signature: string;
      readonly SigningCertUrl: string;
      readonly UnsubscribeUrl: string;
      readonly MessageAttributes: Readonly<Record<string, never>>;
    };
  }[];
}

/** Where the events seem to come from. */
export const mailEventsTopic = 'arn:aws:sns:ap-southeast-1:000000000000:local-mail-events';
const simulator =
  /^(success|bounce\+soft|bounce|complaint|suppressionlist|ooto)(\+[^@]*)?@simulator\.amazonses\.com$/i;

/**
 * What becomes of a mail: Send, then for each recipient Delivery, Bounce, or Delivery and Complaint. The mailbox
 * simulator's addresses decide (a label after + allowed; the real one has no `bounce+soft`, a mailbox that is full); every other
 * address receives its mail.
 */
export function eventsOf(mail: KeptMail, read: ReadMail): SesNotification[] {
  const common = { mail: describe(mail, read) };
  const events: object[] = [{ eventType: 'Send', ...common, send: {} }];
  for (const address of mail.destinations) {
    const timestamp = new Date().toISOString();
    const fate = simulator.exec(address)?.[1]?.toLowerCase() ?? 'success';
    if (fate === 'bounce' || fate === 'bounce+soft' || fate === 'suppressionlist') {
      events.push({ eventType: 'Bounce', ...common, bounce: bounce(address, timestamp, fate) });
      continue;
    }
    events.push({ eventType: 'Delivery', ...common, delivery: delivery(address, timestamp) });
    if (fate === 'complaint')
      events.push({ eventType: 'Complaint', ...common, complaint: complaint(address, timestamp) });
  }
  return events.map(notify);
}

function describe(mail: KeptMail, read: ReadMail): object {
  const written = ({ name, address }: { name: string; address: string }) =>
    name ? `${name} <${address}>` : address;
  return {
    timestamp: mail.time,
    source: mail.source,
    sendingAccountId: '000000000000',
    messageId: mail.id,
    destination: mail.destinations,
    headersTruncated: false,
    headers: read.headers,
    commonHeaders: {
      from: read.from.map(written),
      to: read.to.map(written),
      messageId: mail.id,
      subject: mail.subject,
    },
    tags: {
      'ses:operation': ['SendRawEmail'],
      'ses:from-domain': [mail.source.slice(mail.source.lastIndexOf('@') + 1)],
      ...(mail.configurationSet && { 'ses:configuration-set': [mail.configurationSet] }),
      ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
}

function delivery(address: string, timestamp: string): object {
  return {
    timestamp,
    processingTimeMillis: 50,
    recipients: [address],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'a1.smtp-out.amazonses.com',
  };
}

function complaint(address: string, timestamp: string): object {
  return {
    feedbackId: randomUUID(),
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: address }],
    timestamp,
    complaintFeedbackType: 'abuse',
    userAgent: 'Amazon SES Mailbox Simulator',
    arrivalDate: timestamp,
  };
}

function notify(event: object): SesNotification {
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${mailEventsTopic}:${randomUUID()}`,
        Sns: {
          Type: 'Notification',
          MessageId: randomUUID(),
          TopicArn: mailEventsTopic,
          Subject: 'Amazon SES Email Event Notification',
          Message: JSON.stringify(event),
          Timestamp: new Date().toISOString(),
          SignatureVersion: '1',
          Signature: '',
          SigningCertUrl: '',
          UnsubscribeUrl: '',
          MessageAttributes: {},
        },
      },
    ],
  };
}
