import type { RightsRequest } from './rights-request.ts';

/** What the customer no longer asks for. */
export const withdrawn = (request: RightsRequest): RightsRequest => ({
  ...request,
  state: 'WITHDRAWN',
  version: request.version + 1,
});
