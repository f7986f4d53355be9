import { limits } from '../../declared/limits.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { Write } from '../ports/commit.ts';
import type { LinkToken } from '../ports/link-tokens.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { after, dateAfter } from '../span.ts';
import type { Language } from '../viewer.ts';
import type { EmailChange } from './email-change.ts';
import { verificationEnds } from './issue-verification.ts';
import { makeToken } from './link-token.ts';

/**
 * The two mails that a change of address begins with (P3.5): one to the new address with the link that confirms it, one to the old with the
 * link that stops the change or lets it happen at once. The secrets are in the mails' sealed variables only.
 * @returns the change as announced, and the rows of mails and tokens. The caller saves the keyring afterwards.
 */
export function announceChange(
  deps: Pick<Ports, 'now' | 'random' | 'outbox' | 'tokens' | 'settings'>,
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  change: EmailChange,
  to: { readonly language: Language; readonly requestId: string; readonly requestedBy: string },
): { readonly change: EmailChange; readonly writes: readonly Write[] } {
  const at = deps.now();
  const switchesAt = after(at, { hours: limits.emailChangeWaitHours });
  const verifyBy = verificationEnds(at);
  const decideBy = dateAfter(at, { days: limits.emailChangeLinkDays });
  const confirming = tokenOf(deps, change, 'CONFIRM_CHANGE', verifyBy);
  const deciding = tokenOf(deps, change, 'DECIDE_CHANGE', decideBy);
  const verification = enqueueMail(deps, sealing, keyring, {
    ...to,
    to: 'PENDING',
    changeId: change.id,
    filled: {
      template: 'EMAIL_VERIFICATION',
      variables: {
        link: `${deps.settings.linksUrl}/links/confirm-change/${confirming.token}`,
        hours: limits.verificationHours,
        occasion: 'CHANGE',
      },
    },
  });
  const notice = enqueueMail(deps, sealing, keyring, {
    ...to,
    filled: {
      template: 'EMAIL_CHANGE_NOTICE',
      variables: { link: `${deps.settings.linksUrl}/links/stop-change/${deciding.token}`, switchesAt },
    },
  });
  return {
    change: {
      ...change,
      state: 'PENDING',
      announced: {
        at: at.toISOString(),
        mailId: notice.mail.id,
        verifyBy: verifyBy.toISOString(),
        switchesAt,
      },
      dueAt: verifyBy.toISOString(),
    },
    writes: [confirming.write, deciding.write, verification.write, notice.write],
  };
}

function tokenOf(
  deps: Pick<Ports, 'random' | 'tokens'>,
  { id: changeId, customerId, emailIndexes }: EmailChange,
  purpose: LinkToken['purpose'],
  expiresAt: Date,
): { readonly token: string; readonly write: Write } {
  const { id, secretHash, token } = makeToken(deps.random);
  const write = deps.tokens.insert({
    id,
    purpose,
    secretHash,
    subjectId: customerId,
    emailIndex: emailIndexes[0],
    changeId,
    expiresAt: expiresAt.toISOString(),
    attempts: 0,
    usedAt: undefined,
  });
  return { token, write };
}
