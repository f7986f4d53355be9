import { DomainError } from '../errors.ts';
import type { LinkToken, LinkTokenPurpose } from '../ports/link-tokens.ts';
import type { Ports } from '../ports.ts';
import type { Origin } from '../viewer.ts';
import type { EmailChange } from './email-change.ts';
import { judgeLinkToken } from './judge-link-token.ts';

export type ChangeLinkDeps = Pick<Ports, 'now' | 'commit' | 'tokens' | 'emailChanges'>;

export interface ChangeLinkInput {
  /** `id.secret`, from the link. */
  readonly token: string;
  readonly requestId: string;
  readonly origin: Origin;
}

/** Another word on the same change came first, or a wrong try was counted meanwhile: read again, and say what is so. */
export const changeLinkReadings = { STALE_REVISION: 3 } as const;

/**
 * The pending change that a link is about. A link of a change that was stopped, cancelled or replaced is dead.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED, LINK_USED when it has switched
 */
export async function changeOfLink(
  deps: ChangeLinkDeps,
  given: string,
  purposes: readonly LinkTokenPurpose[],
): Promise<{ readonly token: LinkToken; readonly change: EmailChange }> {
  const token = await judgeLinkToken(deps, given, purposes);
  const change = await deps.emailChanges.load(token.subjectId);
  if (!change || change.id !== token.changeId) throw new DomainError('LINK_INVALID', ['token']);
  if (change.state === 'SWITCHED') throw new DomainError('LINK_USED', ['token']);
  if (change.state === 'EXPIRED') throw new DomainError('LINK_EXPIRED', ['token']);
  if (change.state !== 'PENDING') throw new DomainError('LINK_INVALID', ['token']);
  return { token, change };
}

/** Whoever holds the link need not be signed in. */
export const holder = ({ requestId, origin }: ChangeLinkInput) =>
  ({
    actor: { id: 'visitor', roles: [] },
    outcome: 'ALLOWED',
    fields: ['email'],
    requestId,
    origin,
  }) as const;
