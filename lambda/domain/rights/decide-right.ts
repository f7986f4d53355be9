import { dataClasses } from '../access.ts';
import { type BeginErasureDeps, beginErasure } from '../erasure/begin-erasure.ts';
import { DomainError } from '../errors.ts';
import type { StaffViewer } from '../viewer.ts';
import { type AnswerRightCall, type AnswerRightDeps, answerRight } from './answer-right.ts';
import type { NamedRight } from './request-right.ts';
import { isErasure } from './rights-request.ts';

/**
 * The privacy officer grants a right that waits for a decision, or refuses it with its reason (D356 5(4)). A granted erasure begins with it:
 * the gate is closed, and once the customer has been told, everything goes.
 * @throws DomainError FORBIDDEN, input issues at `reason`, NOT_FOUND at `id`, WRONG_STATE at `id` (decided, or withdrawn), ON_LEGAL_HOLD when
 *   everything is kept by a legal hold, or a lawful order about the customer is being answered; ERASURE_UNDER_WAY
 */
export const decideRight = (
  deps: AnswerRightDeps & BeginErasureDeps,
  viewer: StaffViewer,
  call: AnswerRightCall & { readonly grant: boolean },
): Promise<NamedRight> =>
  answerRight(deps, viewer, call, {
    operation: 'decideRightsRequest',
    action: 'DECIDE_RIGHT',
    input: call.grant,
    async judge(right, loaded) {
      if (right.state !== 'ASKED') throw new DomainError('WRONG_STATE', ['id']);
      const decided = { decidedAt: deps.now().toISOString(), decidedBy: viewer.subject };
      if (!call.grant) return { after: { ...decided, state: 'REFUSED' }, outcome: 'REFUSED' };
      const granted = { after: { ...decided, state: 'GRANTED' }, outcome: 'GRANTED' } as const;
      if (!isErasure(right)) return granted;
      const { writes, audit } = await beginErasure(deps, {
        loaded,
        wanted: dataClasses,
        cause: right.id,
        suppressesAddress: right.suppressesAddress ?? false,
        requestedBy: `staff:${viewer.subject}`,
      });
      return { ...granted, writes, audit: [audit] };
    },
  });
