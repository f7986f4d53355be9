import { rights, rightsStates } from '../lambda/domain/rights/rights-request.ts';
import { builder } from './builder.ts';

export const RightEnum = builder.enumType('Right', {
  description:
    'Rights in the own data (D356 5). WITHDRAW_STORAGE ends in an erasure, as ERASE does (P1.4); CLOSE_ACCOUNT begins the retention of what is kept (P4.4).',
  values: rights,
});
export const RightsStateEnum = builder.enumType('RightsState', {
  description:
    'ASKED waits for a decision; GRANTED is being carried out, or to be passed on to processors; DONE, REFUSED with its reason, or WITHDRAWN by the customer.',
  values: rightsStates,
});
