import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { isRecipientId, type Recipient } from './recipient.ts';

/** @throws DomainError NOT_FOUND at `recipientId` */
export async function requireRecipient(
  deps: Pick<Ports, 'recipients'>,
  recipientId: string,
): Promise<Recipient> {
  const recipient = isRecipientId(recipientId) ? await deps.recipients.load(recipientId) : undefined;
  if (!recipient) throw new DomainError('NOT_FOUND', ['recipientId']);
  return recipient;
}
