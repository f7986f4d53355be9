import { IncorrectKeyException, InvalidCiphertextException } from '@aws-sdk/client-kms';
import { DomainError } from '../domain/errors.ts';

/** A bit, a place or a key is not the one sealed with. Says no more: which one is nobody's business. */
export const integrityViolation = (): DomainError => new DomainError('INTEGRITY_VIOLATION');

/** A key that is there cannot be had now. */
export const keyUnavailable = (cause?: unknown): DomainError =>
  Object.assign(new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 5 }), { cause });

/**
 * What a failed KMS call means: a wrapped key that KMS does not know under this context was tampered with or moved; all else
 * (throttled, denied, disabled, out of reach) may pass. The cause names KMS's error and holds no key.
 */
export function kmsFault(error: unknown): DomainError {
  if (error instanceof InvalidCiphertextException || error instanceof IncorrectKeyException)
    return integrityViolation();
  return keyUnavailable(error);
}
