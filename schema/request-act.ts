import type { Audience } from '../lambda/domain/access.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { NamedRequest } from '../lambda/domain/request/open-support-request.ts';
import type { ApiContext } from './context.ts';
import { loadOwn } from './me.ts';
import { payloadOf } from './payload.ts';
import { RequestType } from './request-type.ts';
import type { ShownRequest } from './request-words.ts';

/** `<Name>Payload { request, errors }`. */
export const requestPayload = (name: string, access: readonly Audience[]) =>
  payloadOf<ShownRequest>(name, 'request', RequestType as never, access);

/** Runs an act on a request and answers with it as it is afterwards. */
export async function acting(context: ApiContext, act: () => Promise<NamedRequest>): Promise<ShownRequest> {
  const { subjectId, reference } = await act();
  const request = await context.ports.requests.load(subjectId, reference);
  if (!request) throw new DomainError('NOT_FOUND', ['reference']);
  const own = await loadOwn(context);
  return { request, ...(own && { own: own.loaded }) };
}
