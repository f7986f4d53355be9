import type { InboundBucket } from '../domain/ports/inbound.ts';
import type { Environment } from './env.ts';
import { lazy } from './lazy.ts';

/**
 * The bucket of inbound mail for functions that hardly ever read it: neither S3's client nor anything that it brings is loaded before the
 * first object is asked for, so that it costs a cold start nothing.
 */
export function lateInboundBucket(env: Pick<Environment, 'text' | 'hasS3Endpoint'>): InboundBucket {
  const bucket = lazy(async () => (await import('./open-inbound-bucket.ts')).openInboundBucket(env));
  return {
    readRaw: async (...asked) => (await bucket()).readRaw(...asked),
    deleteRaw: async (...asked) => (await bucket()).deleteRaw(...asked),
    putSealed: async (...asked) => (await bucket()).putSealed(...asked),
    readSealed: async (...asked) => (await bucket()).readSealed(...asked),
    listSealedOf: async (...asked) => (await bucket()).listSealedOf(...asked),
    deleteSealed: async (...asked) => (await bucket()).deleteSealed(...asked),
    deleteSealedOf: async (...asked) => (await bucket()).deleteSealedOf(...asked),
  };
}
