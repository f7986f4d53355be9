import { limits } from '../../declared/limits.ts';
import { type JudgePackageDeps, judgePackage } from '../package/judge-package.ts';
import type { Permission } from '../permission/permission.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { type StopDeps, stopping } from './stop-disclosure.ts';

export type EndBaselessDeps = JudgePackageDeps & StopDeps & Pick<Ports, 'commit'>;

/**
 * Ends a sealed package whose basis is gone: judged as if it were asked for now, and destroyed where it could not be (P1.6, P6.6); an order is decided anew
 * then. What left before stays said.
 * @param by name of the deployed function that acts
 * @returns whether it was stopped
 * @throws DomainError STALE_REVISION when somebody else is faster each time
 */
export function endBaseless(deps: EndBaselessDeps, disclosureId: string, by: string): Promise<boolean> {
  return reread({ STALE_REVISION: 3 }, async () => {
    const before = await deps.disclosures.load(disclosureId);
    if (before?.state !== 'SEALED') return false;
    const judged = await judgePackage(deps, before);
    if (!('code' in judged)) return false;
    const { code: cause, because } = judged;
    const { after, also, entry } = await stopping(deps, before, { by, cause, because });
    await deps.commit([...deps.disclosures.put(before, after), ...also], [entry]);
    return true;
  });
}

/**
 * Ends what waits on a permission that was taken back. The newest packages that wait for the customer are looked at; whatever this does not reach, or
 * could not end, the clock ends within minutes.
 */
export async function endWaitingOn(
  deps: EndBaselessDeps,
  { customerId, recipientId }: Pick<Permission, 'customerId' | 'recipientId'>,
  by: string,
): Promise<void> {
  try {
    const waiting = (await deps.disclosures.ofCustomer(customerId)).filter(
      ({ basis, result, recipientId: of }) =>
        basis === 'PERMISSION' && result === 'PENDING' && of === recipientId,
    );
    for (const { disclosureId } of waiting.slice(0, limits.packagesEndedAtOnce))
      await endBaseless(deps, disclosureId, by);
  } catch (error) {
    // It is taken back already, and nothing leaves on it.
    deps.log.error('disclosure_not_handled', { customerId }, error);
  }
}
