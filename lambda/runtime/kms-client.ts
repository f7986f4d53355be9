import { KMSClient } from '@aws-sdk/client-kms';
import { alarmingLogLines } from '../declared/alarming-log-lines.ts';
import type { Log } from '../domain/ports/log.ts';

/** A KMS client that tells of every call that failed: without keys nothing can be read, so it wakes someone. */
export function createKmsClient(log: Log): KMSClient {
  const kms = new KMSClient({
    cacheMiddleware: true,
    requestHandler: { requestTimeout: 3000, connectionTimeout: 1000 },
  });
  kms.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        // That a signature does not fit is an answer, not a fault.
        if (!(error instanceof Error && error.name === 'KMSInvalidSignatureException'))
          log.error(alarmingLogLines.kmsFailed.event, {}, error);
        throw error;
      }
    },
    { step: 'initialize', name: 'tellOfFailures' },
  );
  return kms;
}
