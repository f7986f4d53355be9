import { reread } from '../reread.ts';
import {
  type ChangeLinkDeps,
  type ChangeLinkInput,
  changeLinkReadings,
  changeOfLink,
  holder,
} from './change-of-link.ts';
import { ended } from './email-change.ts';

/**
 * The old address stops a change (P3.5), for as long as it has not switched: even after it agreed to it. A stop wins over a switch that has
 * not been committed.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED, LINK_USED when it has switched, TEMPORARILY_UNAVAILABLE
 */
export async function stopEmailChange(
  deps: ChangeLinkDeps,
  input: ChangeLinkInput,
): Promise<{ customerId: string }> {
  return reread(changeLinkReadings, async () => {
    const { change } = await changeOfLink(deps, input.token, ['DECIDE_CHANGE']);
    const { customerId } = change;
    await deps.commit(
      [deps.emailChanges.replace(change, ended(change, 'STOPPED', deps.now()))],
      [{ ...holder(input), action: 'STOP_EMAIL_CHANGE', customerId }],
    );
    return { customerId };
  });
}
