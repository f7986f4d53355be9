import { DomainError } from '../errors.ts';
import type { StaffViewer } from '../viewer.ts';
import { type AnswerRightCall, type AnswerRightDeps, answerRight } from './answer-right.ts';
import type { NamedRight } from './request-right.ts';
import { extendedDue } from './right-clock.ts';
import { isUnderWay } from './rights-request.ts';

/**
 * The privacy officer takes more time, once, with the reason, before it is over: by the days of the right (D356 5).
 * @throws DomainError FORBIDDEN, input issues at `reason`, NOT_FOUND at `id`, ALREADY_EXTENDED at `id`, WRONG_STATE at `id` (not under way,
 *   or its time is over)
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
    judge(right) {
      const now = deps.now().toISOString();
      if (!isUnderWay(right)) throw new DomainError('WRONG_STATE', ['id']);
      if (right.extendedAt !== undefined) throw new DomainError('ALREADY_EXTENDED', ['id']);
      if (right.dueAt <= now) throw new DomainError('WRONG_STATE', ['id']);
      const dueAt = extendedDue(right).toISOString();
      return { after: { state: right.state, dueAt, extendedAt: now }, outcome: 'EXTENDED' };
    },
  });
