import type { Verdict } from '../../lambda/domain/inbound/inbound-mail.ts';
import { commonHeadersOf, type Header, mailboxesOf } from './receive-headers.ts';
import type { Origin } from './receive-verdicts.ts';

/** One mail that SES took, and what it thinks of it. */
export interface TakenMail {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  /** Envelope: MAIL FROM, empty for the null sender, and RCPT TO. */
  readonly sender: string;
  readonly recipients: readonly string[];
  /** SES's own first, then the mail's. */
  readonly headers: readonly Header[];
  readonly spam: Verdict;
  readonly virus: Verdict;
  readonly origin: Origin;
  readonly processingTimeMillis: number;
}

/** Headers beyond so many bytes are left out of the event. */
const headerBytes = 10 * 1024;

/**
 * The event that a receipt rule's Lambda action sends. Source: Amazon SES Developer Guide, "Event records provided by the Lambda action" and
 * "Contents of notifications for Amazon SES email receiving".
 */
export function receiptEvent(mail: TakenMail, functionName: string): object {
  const { id, time, sender, recipients, origin } = mail;
  const headers = fitting(mail.headers);
  const inHeaders = ['to', 'cc', 'bcc'].flatMap((name) => mailboxesOf(mail.headers, name));
  const status = (verdict: Verdict) => ({ status: verdict });
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp: time,
            source: sender,
            messageId: id,
            destination: inHeaders.map(({ address }) => address),
            headersTruncated: headers.length < mail.headers.length,
            headers,
            commonHeaders: commonHeadersOf(mail.headers, sender),
          },
          receipt: {
            timestamp: time,
            processingTimeMillis: mail.processingTimeMillis,
            recipients,
            spamVerdict: status(mail.spam),
            virusVerdict: status(mail.virus),
            spfVerdict: status(origin.spf),
            dkimVerdict: status(origin.dkim),
            dmarcVerdict: status(origin.dmarc),
            ...(origin.dmarcPolicy && { dmarcPolicy: origin.dmarcPolicy }),
            action: {
              type: 'Lambda',
              functionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
              invocationType: 'Event',
            },
          },
        },
      },
    ],
  };
}

function fitting(headers: readonly Header[]): readonly Header[] {
  let bytes = 0;
  const end = headers.findIndex(({ name, value }) => {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
    return bytes > headerBytes;
  });
  return end < 0 ? headers : headers.slice(0, end);
}
