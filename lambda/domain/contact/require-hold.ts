import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { EmailHold } from './email-hold.ts';
import type { NamedHold } from './hold-email.ts';

/** A hold that lasts. @throws DomainError NOT_FOUND at `id`, WRONG_STATE when it was lifted */
export async function requireHold(
  deps: Pick<Ports, 'emailHolds'>,
  { customerId, id }: NamedHold,
): Promise<EmailHold> {
  const hold = await deps.emailHolds.load(customerId, id);
  if (!hold) throw new DomainError('NOT_FOUND', ['id']);
  if (hold.state !== 'HELD') throw new DomainError('WRONG_STATE', ['id']);
  return hold;
}
