import { apiError } from './api-error.ts';
import type { Engine } from './engine.ts';
import { type Put, place } from './level.ts';

/** How long a ClientRequestToken stands for its transaction: ten minutes after it completed. */
export const tokenMilliseconds = 10 * 60 * 1000;

export interface KeptToken {
  readonly digest: string;
  readonly at: number;
}

/** Whether this very transaction was made already. Throws when the token stood for another one. */
export async function rememberedToken(engine: Engine, token: string, digest: string): Promise<boolean> {
  const kept = (await engine.store.db.get(place.tokens + token)) as KeptToken | undefined;
  if (!kept || kept.at + tokenMilliseconds <= engine.now()) return false;
  if (kept.digest === digest) return true;
  throw apiError(
    'IdempotentParameterMismatchException',
    'The request was rejected because the parameters differ from those first sent with this token.',
  );
}

export const tokenWrite = (engine: Engine, token: string, digest: string): Put => ({
  type: 'put',
  key: place.tokens + token,
  value: { digest, at: engine.now() } satisfies KeptToken,
});
