import { DomainError } from '../lambda/domain/errors.ts';
import { isCorrespondent } from '../lambda/domain/request/correspondent.ts';
import { globalId, localId } from './node.ts';

/** The global id of whose a request is: a customer, or a correspondent. */
export function globalSubjectId(subjectId: string): string {
  if (!isCorrespondent(subjectId)) return globalId('Customer', subjectId);
  return Buffer.from(`Correspondent:${subjectId}`).toString('base64url');
}

/** The id inside; undefined for any other text. */
export function localSubjectId(global: string): string | undefined {
  const customerId = localId('Customer', global);
  if (customerId !== undefined) return customerId;
  if (!/^[A-Za-z0-9_-]{1,120}$/.test(global)) return undefined;
  const text = Buffer.from(global, 'base64url').toString('utf8');
  return /^Correspondent:(cor-[0-9A-Z]{26})$/.exec(text)?.[1];
}

/** @throws DomainError NOT_FOUND at `customerId`, or where it is said to be */
export function requireLocalSubjectId(global: string, path: readonly string[] = ['customerId']): string {
  const id = localSubjectId(global);
  if (id === undefined) throw new DomainError('NOT_FOUND', path);
  return id;
}
