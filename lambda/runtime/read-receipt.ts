import * as z from 'zod/mini';
import { type Verdict, verdicts } from '../domain/inbound/inbound-mail.ts';
import type { Receipt } from '../domain/inbound/receive-mail.ts';

/** A verdict that this product does not know says nothing. */
const verdict = z.pipe(
  z.optional(z.object({ status: z.string() })),
  z.transform((told): Verdict => verdicts.find((one) => one === told?.status) ?? 'PROCESSING_FAILED'),
);
const address = z.string().check(z.maxLength(2000));
const received = z.object({
  eventSource: z.literal('aws:ses'),
  ses: z.object({
    mail: z.object({
      messageId: z.string().check(z.regex(/^[0-9A-Za-z-]{8,64}$/)),
      source: z._default(z.string(), ''),
      commonHeaders: z._default(z.object({ from: z._default(z.array(z.string()), []) }), { from: [] }),
    }),
    receipt: z.object({
      recipients: z.array(address).check(z.minLength(1), z.maxLength(5000)),
      spfVerdict: verdict,
      dkimVerdict: verdict,
      dmarcVerdict: verdict,
      spamVerdict: verdict,
      virusVerdict: verdict,
    }),
  }),
});
const batch = z.object({ Records: z.array(z.unknown()).check(z.minLength(1)) });

/** A receipt, read; or that it is none. */
export type ReadReceipt = Receipt | 'UNREADABLE';

/**
 * The receipts of one event of SES (the receipt event of "Lambda action", Amazon SES Developer Guide). Only the receipt's own verdicts are
 * read, no field of the mail that claims them. Undefined: the event is no receipt, but a turn of the schedule.
 */
export function readReceipts(event: unknown): readonly ReadReceipt[] | undefined {
  if (z.safeParse(scheduled, event).success) return undefined;
  const found = z.safeParse(batch, event);
  return found.success ? found.data.Records.map(readOne) : ['UNREADABLE'];
}

const scheduled = z.object({ source: z.literal('aws.events'), Records: z.optional(z.undefined()) });

function readOne(record: unknown): ReadReceipt {
  const read = z.safeParse(received, record);
  if (!read.success) return 'UNREADABLE';
  const { mail, receipt } = read.data.ses;
  const { spfVerdict, dkimVerdict, dmarcVerdict, spamVerdict, virusVerdict } = receipt;
  return {
    id: mail.messageId,
    from: mail.commonHeaders.from,
    source: mail.source,
    recipients: receipt.recipients,
    verdicts: {
      spf: spfVerdict,
      dkim: dkimVerdict,
      dmarc: dmarcVerdict,
      spam: spamVerdict,
      virus: virusVerdict,
    },
  };
}
