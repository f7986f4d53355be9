import * as z from 'zod/mini';
import { urgentLanes } from '../domain/mail/lane.ts';
import { type SendMailDeps, sendMail } from '../domain/mail/send-mail.ts';
import { actOnEach, type PartialBatchAnswer } from './stream-batch.ts';

/** A mail that is queued and that nothing paces. The mail itself is read from the table: the record may be old, or repeated. */
const queued = z.object({
  eventName: z.enum(['INSERT', 'MODIFY']),
  dynamodb: z.object({
    NewImage: z.object({
      kind: z.object({ S: z.literal('MAIL') }),
      state: z.object({ S: z.literal('QUEUED') }),
      lane: z.object({ S: z.enum(urgentLanes) }),
      id: z.object({ S: z.string() }),
      customerId: z.object({ S: z.string() }),
    }),
  }),
});

/**
 * Sends the mails of one batch of stream records, one after the other. Records of anything else are passed over. No mail is begun once
 * `until` has come. What fails, or is left, is reported alone; if the stream gives it up at last, the sweep still finds it.
 */
export async function dispatchRecords(
  deps: SendMailDeps,
  event: unknown,
  { until }: { readonly until: Date },
): Promise<PartialBatchAnswer> {
  let left = 0;
  const answer = await actOnEach(
    event,
    async (record) => {
      const found = z.safeParse(queued, record);
      if (!found.success) return 'DONE';
      if (deps.now() >= until) {
        left += 1;
        return 'AGAIN';
      }
      const { id, customerId } = found.data.dynamodb.NewImage;
      await sendMail(deps, { customerId: customerId.S, mailId: id.S, by: 'dispatch' });
      return 'DONE';
    },
    ({ dynamodb: { NewImage } }, error) => {
      const facts = { mailId: NewImage.id?.S ?? '', customerId: NewImage.customerId?.S ?? '' };
      deps.log.error('mail_not_handled', facts, error);
    },
  );
  if (left > 0) deps.log.warn('mails_left_to_the_stream', { count: left });
  return answer;
}
