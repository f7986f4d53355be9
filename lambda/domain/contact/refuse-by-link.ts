import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { RefusablePurpose } from '../purposes.ts';
import { reread } from '../reread.ts';
import type { Language, Origin } from '../viewer.ts';
import { type RefuseDeps, refusalReadings, refuse } from './refuse.ts';

export interface RefuseByLinkInput {
  /** From the link of a mail: customer and purpose, under a MAC. */
  readonly token: string;
  /** Of the page, where one was shown. */
  readonly language?: Language;
  readonly requestId: string;
  readonly origin: Origin;
}

/**
 * Whoever holds the link of a mail refuses its purpose, or all (P2.6; RFC 8058). It works any number of times and never expires; the
 * second time changes nothing and writes nothing.
 * @returns the purpose refused, and whether it was not refused before
 * @throws DomainError LINK_INVALID for a token that was not made here, or whose customer is gone; TEMPORARILY_UNAVAILABLE
 */
export async function refuseByLink(
  deps: RefuseDeps & Pick<Ports, 'commit' | 'refusalTokens'>,
  input: RefuseByLinkInput,
): Promise<{ readonly purpose: RefusablePurpose | 'ALL'; readonly changed: boolean }> {
  const { token, language, requestId, origin } = input;
  const said = (await deps.refusalTokens.ready()).read(token);
  if (!said) throw new DomainError('LINK_INVALID', ['token']);
  const { customerId, purpose } = said;
  const actor = { id: 'visitor', roles: [] };
  return reread(refusalReadings, async () => {
    const { writes, audit, result } = await refuse(deps, {
      customerId,
      purposes: purpose === 'ALL' ? 'ALL' : [purpose],
      channels: ['EMAIL'],
      path: 'LINK',
      actor: actor.id,
      requestId,
      ...(language !== undefined && { language }),
      entry: { action: 'REFUSE_BY_LINK', actor, outcome: 'ALLOWED', customerId, requestId, origin },
    }).catch(asInvalid);
    if (writes.length > 0) await deps.commit(writes, audit);
    return { purpose, changed: result.changed > 0 };
  });
}

/** A customer who is gone is told apart from nobody. */
function asInvalid(error: unknown): never {
  if (error instanceof DomainError && error.code === 'NOT_FOUND')
    throw new DomainError('LINK_INVALID', ['token']);
  throw error;
}
