import { randomUUID } from 'node:crypto';
import { type Acceptance, envelopeOf } from './envelope.ts';
import { invalidParameter, SesError } from './errors.ts';
import type { Envelope, KeptMail } from './mailbox.ts';
import { type ReadMail, readMail } from './read-mail.ts';

/** SES's default limit on a message, in bytes, after decoding. */
const longestMessage = 10 * 1024 * 1024;

export interface Received {
  readonly envelope: Envelope;
  readonly read: ReadMail;
  readonly raw: Buffer;
}

/** Reads and checks one SendRawEmail. @throws SesError as SES would refuse it */
export async function receiveRawEmail(form: URLSearchParams, acceptance: Acceptance): Promise<Received> {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  if (raw.length === 0) throw invalidParameter('Empty message.');
  if (raw.length > longestMessage)
    throw new SesError('MessageRejected', `Message length is more than ${longestMessage} bytes long.`);
  const read = await readMail(raw);
  return { envelope: envelopeOf(form, read, acceptance), read, raw };
}

/** Gives a received mail its id, in the shape of SES's, and its time. */
export function takeMail({ envelope, read }: Received): KeptMail {
  const now = new Date();
  const id = `${now.getTime().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
  return { id, time: now.toISOString(), subject: read.subject, ...envelope };
}
