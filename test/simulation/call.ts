import { bytesOf, type HttpAnswer, type HttpRequest } from './http.ts';
import type { Instance } from './instances.ts';

/** A call of AWS that a function waits for. */
export interface Call {
  readonly request: HttpRequest;
  readonly by: Instance;
  readonly service: 'dynamodb' | 'kms' | 'ses' | 's3';
  readonly operation: string;
  /** Whether it may change something. */
  readonly writes: boolean;
  answer(given: HttpAnswer): void;
  fail(error: Error): void;
}

/** What becomes of a call that is let go. */
export const fates = [
  'PASSES',
  'THROTTLED',
  'FAILS_BEFORE',
  'FAILS_AFTER',
  'TIMES_OUT_BEFORE',
  'TIMES_OUT_AFTER',
  'COMES_LATE',
  'DONE_TWICE',
  'CONFLICT',
  'DIES_BEFORE',
  'DIES_AFTER',
] as const;
export type Fate = (typeof fates)[number];

const reads =
  /^(Get|Query|Scan|BatchGet|Describe|List|TransactGet|Decrypt|Verify|Sign|GetPublicKey|GET|HEAD)/;

/** Names a request. */
export function describeRequest(request: HttpRequest): Pick<Call, 'service' | 'operation' | 'writes'> {
  const service = (request.hostname.split('.')[0] ?? '') as Call['service'];
  const target = request.headers['x-amz-target'] ?? request.headers['X-Amz-Target'];
  const operation =
    service === 'ses'
      ? (/Action=(\w+)/.exec(bytesOf(request.body).toString('latin1'))?.[1] ?? '')
      : (target?.split('.').at(-1) ?? request.method);
  return { service, operation, writes: !reads.test(operation) };
}

/** As the SDK names a call that was not answered in time. */
export function timedOut(): Error {
  return Object.assign(new Error('not answered in time'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
}
