import { DomainError } from '../errors.ts';
import { emailAddress, emailIndexForm } from '../input/email-address.ts';
import type { Ports } from '../ports.ts';
import type { RefusablePurpose } from '../purposes.ts';
import { reread } from '../reread.ts';
import { type RefuseDeps, refusalReadings, refuse } from './refuse.ts';

export interface RefuseByMailInput {
  /** The address it was sent to: `name+token@domain` from a mail's List-Unsubscribe, or `name@domain`. */
  readonly recipient: string;
  /** Whom it came from, and whether DMARC says that it did. */
  readonly from?: { readonly address: string; readonly isAuthenticated: boolean };
  readonly requestId: string;
}

type Deps = RefuseDeps & Pick<Ports, 'commit' | 'refusalTokens' | 'blindIndex' | 'emails'>;
interface Said {
  readonly customerId: string;
  readonly purpose: RefusablePurpose | 'ALL';
}

/**
 * A mail to the refusal address refuses (P2.6): what its token says, whoever sent it; without a token all mail to the address it
 * came from, when that is a customer's confirmed one and the mail is authenticated: nothing is done on the word of a forged sender (P3.6).
 * @returns UNKNOWN_SENDER when it leads to no customer, and nothing was done
 * @throws DomainError TEMPORARILY_UNAVAILABLE
 */
export async function refuseByMail(
  deps: Deps,
  input: RefuseByMailInput,
): Promise<{ answer: 'REFUSED'; customerId: string } | { answer: 'UNKNOWN_SENDER' }> {
  const said = (await saidByToken(deps, input)) ?? (await saidBySender(deps, input));
  if (!said) return { answer: 'UNKNOWN_SENDER' };
  const { customerId, purpose } = said;
  const { requestId } = input;
  const actor = { id: 'visitor', roles: [] };
  try {
    await reread(refusalReadings, async () => {
      const { writes, audit } = await refuse(deps, {
        customerId,
        purposes: purpose === 'ALL' ? 'ALL' : [purpose],
        channels: ['EMAIL'],
        path: 'MAIL',
        actor: actor.id,
        requestId,
        entry: { action: 'REFUSE_BY_MAIL', actor, outcome: 'ALLOWED', customerId, requestId },
      });
      if (writes.length > 0) await deps.commit(writes, audit);
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_FOUND') return { answer: 'UNKNOWN_SENDER' };
    throw error;
  }
  return { answer: 'REFUSED', customerId };
}

async function saidByToken(
  deps: Pick<Ports, 'refusalTokens'>,
  { recipient }: RefuseByMailInput,
): Promise<Said | undefined> {
  const token = /^[^+@]+\+([^@]+)@[^@]+$/.exec(recipient.trim())?.[1];
  return token === undefined ? undefined : (await deps.refusalTokens.ready()).read(token);
}

async function saidBySender(
  deps: Pick<Ports, 'blindIndex' | 'emails'>,
  { from }: RefuseByMailInput,
): Promise<Said | undefined> {
  const address = from?.isAuthenticated ? emailAddress(from.address, [], []) : undefined;
  if (address === undefined) return undefined;
  const index = await deps.blindIndex.ready();
  const customerId = await deps.emails.owner(index.allOf('email', emailIndexForm(address)));
  return customerId === undefined ? undefined : { customerId, purpose: 'ALL' };
}
