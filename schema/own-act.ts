import { DomainError } from '../lambda/domain/errors.ts';
import type { CustomerViewer } from '../lambda/domain/viewer.ts';
import type { ApiContext } from './context.ts';
import { loadOwn, Me, type Own } from './me.ts';
import { payloadOf } from './payload.ts';

/** Runs an act of the signed-in customer and answers with the record as it is afterwards. */
export async function own(
  context: ApiContext,
  act: (viewer: CustomerViewer) => Promise<unknown>,
): Promise<Own> {
  if (context.viewer.kind !== 'customer') throw new DomainError('FORBIDDEN');
  await act(context.viewer);
  const me = await loadOwn(context);
  if (!me) throw new DomainError('NOT_REGISTERED');
  return me;
}

/** `<Name>Payload { me, errors }`. */
export const ownPayload = (name: string) => payloadOf<Own>(name, 'me', Me as never, ['customer']);
