import { alarmingLogLines } from '../declared/alarming-log-lines.ts';
import { DomainError } from './errors.ts';
import type { Ports } from './ports.ts';
import { requirePolicyAndKeys } from './require-policy-and-keys.ts';
import { reread } from './reread.ts';

/** What changed meanwhile is looked at again; so is what does not fit together, for two halves may be of different times. */
const again = { STALE_REVISION: 3, INTEGRITY_VIOLATION: 1 };

/**
 * Acts on a row of the due index; one that is not what was stored, or whose customer is not, is told of and taken from the index, so that it
 * keeps no place that another waits for.
 * @throws what `act` throws otherwise, and INTEGRITY_VIOLATION of what all customers share; the row stays due then
 */
export async function orPark<Outcome>(
  deps: Pick<Ports, 'log' | 'policies' | 'sealing'>,
  customerId: string,
  row: { readonly act: () => Promise<Outcome>; readonly park: () => Promise<void> },
): Promise<Outcome | 'PARKED'> {
  try {
    return await reread(again, row.act);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'INTEGRITY_VIOLATION') throw error;
    await requirePolicyAndKeys(deps);
    deps.log.error(alarmingLogLines.mailParked.event, { customerId, code: error.code });
    await row.park();
    return 'PARKED';
  }
}
