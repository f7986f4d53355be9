import { DomainError } from '../errors.ts';
import type { StaffViewer } from '../viewer.ts';
import { type AnswerRightCall, type AnswerRightDeps, answerRight } from './answer-right.ts';
import type { NamedRight } from './request-right.ts';
import { isErasure } from './rights-request.ts';

/**
 * The privacy officer says that a restriction or an objection was passed on to the processors who have the data (D356 5(2)). An erasure is
 * passed on by `pass-on-erasure.ts`.
 * @throws DomainError FORBIDDEN, input issues at `reason`, NOT_FOUND at `id`, WRONG_STATE at `id`
 */
export const completeRight = (
  deps: AnswerRightDeps,
  viewer: StaffViewer,
  call: AnswerRightCall,
): Promise<NamedRight> =>
  answerRight(deps, viewer, call, {
    operation: 'completeRightsRequest',
    action: 'DECIDE_RIGHT',
    input: null,
    judge(right) {
      if (right.state !== 'GRANTED' || isErasure(right)) throw new DomainError('WRONG_STATE', ['id']);
      const doneAt = deps.now().toISOString();
      return { after: { state: 'DONE', doneAt, decidedBy: viewer.subject }, outcome: 'DONE' };
    },
  });
