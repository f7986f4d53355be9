import type { PersonalField } from '../access.ts';
import { covering, type Refused } from '../disclosure/covering.ts';
import type { Ports } from '../ports.ts';
import { type Commitment, isActiveAt } from './commitment.ts';

/**
 * The commitment that a disclosure can stand on at an instant (P6.6): active then, for this very purpose, and covering every field; of several
 * the newest. Otherwise why there is none: NO_BASIS at `recipientId`, or at `purpose` where there are some and none is for this; SCOPE_TOO_WIDE at
 * `fields` where one is for the purpose but for fewer fields.
 */
export async function coveringCommitment(
  deps: Pick<Ports, 'commitments'>,
  wanted: {
    readonly recipientId: string;
    readonly purpose: string;
    readonly fields: readonly PersonalField[];
  },
  at: Date,
): Promise<Commitment | Refused> {
  const { recipientId, purpose, fields } = wanted;
  const active = (await deps.commitments.ofRecipient(recipientId)).filter((one) => isActiveAt(one, at));
  const meant = active.filter((one) => one.purpose === purpose);
  if (active.length > 0 && meant.length === 0) return { code: 'NO_BASIS', path: ['purpose'] };
  return covering(meant, fields);
}
