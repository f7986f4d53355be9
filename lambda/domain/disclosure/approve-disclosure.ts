import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeDisclosure, type DisclosureDeps, type NamedDisclosure } from './change-disclosure.ts';
import { queueDisclosureJob } from './disclosure-job.ts';
import { moved } from './disclosure-moves.ts';
import { judgeAnybody } from './judge-anybody.ts';
import { judgeBasis, judgeRecipient, keyFor, stillStands } from './judge-basis.ts';
import type { JudgeCustomersDeps } from './judge-customers.ts';

type Deps = DisclosureDeps & JudgeCustomersDeps & Pick<Ports, 'recipients' | 'commitments' | 'jobs'>;

/**
 * Another person stands up for a disclosure (P6.5), to the key that its recipient has now. Its basis is judged now, and again whenever something is
 * done on it; a job seals the package. So is one that was stopped and is decided anew.
 * @throws DomainError NOT_FOUND at `id`; INVOLVED there for whoever opened or verified it, by whatever account or role: subjects of
 *   tokens are compared; there too WRONG_STATE, RECIPIENT_NOT_VERIFIED, KEY_NOT_ACCEPTED, NO_BASIS, also where nobody in it can be given any more, and
 *   SCOPE_TOO_WIDE
 */
export function approveDisclosure(
  deps: Deps,
  viewer: StaffViewer,
  call: NamedDisclosure & { readonly idempotencyKey: string },
): Promise<NamedDisclosure> {
  return changeDisclosure(deps, viewer, {
    ...call,
    operation: 'approveDisclosure',
    action: 'APPROVE_DISCLOSURE',
    async plan(before, now) {
      const { openedBy, verifiedBy } = before;
      if (viewer.subject === openedBy || viewer.subject === verifiedBy)
        throw new DomainError('INVOLVED', ['id']);
      const decided = moved(before, 'APPROVED', {
        decidedAt: now,
        decidedBy: viewer.subject,
        cause: undefined,
      });
      const standing = await judgeBasis(deps, before);
      // The call names nothing but the disclosure.
      if ('code' in standing) throw new DomainError(standing.code, ['id']);
      const refused = judgeRecipient(standing.recipient, deps.now()) ?? (await judgeAnybody(deps, before));
      if (refused) throw new DomainError(refused.code, ['id']);
      const after = { ...decided, approvedKey: keyFor(standing.recipient) };
      const job = queueDisclosureJob(deps, before, viewer.subject, 'SEAL');
      return { after, also: [...job, ...stillStands(deps, standing)] };
    },
  });
}
