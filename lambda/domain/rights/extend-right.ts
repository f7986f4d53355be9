import { DomainError } from '../errors.ts';
import type { StaffViewer } from '../viewer.ts';
import { type AnswerRightCall, type AnswerRightDeps, answerRight } from './answer-right.ts';
import type { NamedRight } from './request-right.ts';
import { extendedDue } from './right-clock.ts';
import { isErasure, isUnderWay } from './rights-request.ts';

/**
 * The privacy officer takes more time, once, with the reason, before it is over: by the days of the right (D356 5).
 * @throws DomainError FORBIDDEN, input issues at `reason`, NOT_FOUND at `id`, ALREADY_EXTENDED at `id`, WRONG_STATE at `id` (not under way,
 *   an erasure that was granted, or its time is over)
 */
export const extendRight = (
  deps: AnswerRightDeps,
  viewer: StaffViewer,
  call: AnswerRightCall,
): Promise<NamedRight> =>
  answerRight(deps, viewer, call, {
    operation: 'extendRightsRequest',
    action: 'EXTEND_RIGHT',
    input: null,
    judge(right, loaded) {
      const now = deps.now().toISOString();
      // An erasure that was granted is being carried out: there is nothing left to take time for, and soon nobody to write to.
      const isDecided = right.state === 'GRANTED' && isErasure(right);
      if (!isUnderWay(right) || isDecided || loaded.customer.state === 'ERASING')
        throw new DomainError('WRONG_STATE', ['id']);
      if (right.extendedAt !== undefined) throw new DomainError('ALREADY_EXTENDED', ['id']);
      if (right.dueAt <= now) throw new DomainError('WRONG_STATE', ['id']);
      const dueAt = extendedDue(right).toISOString();
      return { after: { state: right.state, dueAt, extendedAt: now }, outcome: 'EXTENDED' };
    },
  });
