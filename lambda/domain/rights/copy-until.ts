import type { RightsRequest } from './rights-request.ts';

/** Until when the copy of a request can be fetched; undefined when it cannot (any more), or the request is for another right. */
export function copyUntil({ right, copyUntil: until }: RightsRequest, now: Date): string | undefined {
  return right === 'COPY' && until !== undefined && now.toISOString() < until ? until : undefined;
}
