import * as z from 'zod/mini';
import { type SendMailDeps, sendMail } from '../domain/mail/send-mail.ts';

/** Stream records that could not be handled; the stream brings them again. */
export interface PartialBatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

const text = z.object({ S: z.string() });
const batch = z.object({
  Records: z.array(z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) })),
});
/** A mail that is queued. The mail itself is read from the table: the record may be old, or repeated. */
const queued = z.object({
  eventName: z.enum(['INSERT', 'MODIFY']),
  dynamodb: z.object({
    NewImage: z.object({
      kind: z.object({ S: z.literal('MAIL') }),
      state: z.object({ S: z.literal('QUEUED') }),
      id: text,
      customerId: text,
    }),
  }),
});

/**
 * Sends the mails of one batch of stream records, one after the other. Records of anything else are passed over.
 * What fails is reported alone; if the stream gives it up at last, the sweep still finds it.
 */
export async function dispatchRecords(deps: SendMailDeps, event: unknown): Promise<PartialBatchAnswer> {
  const failures: { itemIdentifier: string }[] = [];
  for (const record of z.parse(batch, event).Records) {
    const found = z.safeParse(queued, record);
    if (!found.success) continue;
    const { id, customerId } = found.data.dynamodb.NewImage;
    try {
      await sendMail(deps, { customerId: customerId.S, mailId: id.S, by: 'dispatch' });
    } catch (error) {
      deps.log.error('mail_not_handled', { mailId: id.S, customerId: customerId.S }, error);
      failures.push({ itemIdentifier: record.dynamodb.SequenceNumber });
    }
  }
  return { batchItemFailures: failures };
}
