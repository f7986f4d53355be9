import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import {
  type ChangeLinkDeps,
  type ChangeLinkInput,
  changeLinkReadings,
  changeOfLink,
  holder,
} from './change-of-link.ts';
import { said } from './email-change.ts';
import { whileNotHeld } from './while-not-held.ts';

export type ConfirmChangeDeps = ChangeLinkDeps & Pick<Ports, 'contactStates'>;

/** Which address said yes: the new one that it is there, or the old one that it may happen at once. */
export type ConfirmedBy = 'NEW' | 'OLD';

/**
 * Says yes to a change of address (P3.5): the new one by its link, or the old one by the other. Whoever holds the keys switches once both
 * have, or the old one's time is over. Needs no keys itself, and can be repeated. An old address that is held has no say (P3.6), but to stop it.
 * @returns who said it, and whether nothing is waited for any more
 * @throws DomainError LINK_INVALID, LINK_EXPIRED, LINK_USED when it has switched, ADDRESS_HELD, TEMPORARILY_UNAVAILABLE
 */
export async function confirmEmailChange(
  deps: ConfirmChangeDeps,
  input: ChangeLinkInput,
): Promise<{ readonly by: ConfirmedBy; readonly isReady: boolean }> {
  return reread(changeLinkReadings, async () => {
    const { token, change } = await changeOfLink(deps, input.token, ['CONFIRM_CHANGE', 'DECIDE_CHANGE']);
    const by = token.purpose === 'CONFIRM_CHANGE' ? 'NEW' : 'OLD';
    const at = deps.now().toISOString();
    if (!change.announced) throw new DomainError('LINK_INVALID', ['token']);
    const isTrusted = by === 'OLD' ? await whileNotHeld(deps, change.customerId) : [];
    const isRepeated = (by === 'NEW' ? change.verifiedAt : change.agreedAt) !== undefined;
    const after = isRepeated ? change : said(change, by === 'NEW' ? { verifiedAt: at } : { agreedAt: at });
    if (!isRepeated) {
      const action = by === 'NEW' ? 'CONFIRM_EMAIL_CHANGE' : 'AGREE_TO_EMAIL_CHANGE';
      const { customerId } = change;
      await deps.commit(
        [deps.emailChanges.replace(change, after), ...isTrusted],
        [{ ...holder(input), action, customerId }],
      );
    }
    return { by, isReady: after.verifiedAt !== undefined && after.agreedAt !== undefined };
  });
}
