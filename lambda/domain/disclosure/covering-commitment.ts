import type { PersonalField } from '../access.ts';
import type { Ports } from '../ports.ts';
import { type Commitment, isActiveAt } from './commitment.ts';

/**
 * The commitment that a disclosure can stand on at an instant (P6.6): active then, for this very purpose, and covering every field; of several
 * the newest. Otherwise why there is none: NO_BASIS, or SCOPE_TOO_WIDE where one is for the purpose but for fewer fields.
 */
export async function coveringCommitment(
  deps: Pick<Ports, 'commitments'>,
  wanted: {
    readonly recipientId: string;
    readonly purpose: string;
    readonly fields: readonly PersonalField[];
  },
  at: Date,
): Promise<Commitment | 'NO_BASIS' | 'SCOPE_TOO_WIDE'> {
  const { recipientId, purpose, fields } = wanted;
  const all = await deps.commitments.ofRecipient(recipientId);
  const active = all.filter((one) => one.purpose === purpose && isActiveAt(one, at));
  const covering = active.find((one) => fields.every((field) => one.fields.includes(field)));
  return covering ?? (active.length > 0 ? 'SCOPE_TOO_WIDE' : 'NO_BASIS');
}
