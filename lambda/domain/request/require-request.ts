import { DomainError } from '../errors.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Keyring } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { type Correspondent, isCorrespondent } from './correspondent.ts';
import { isReference } from './reference.ts';
import type { CustomerRequest } from './request.ts';

/** Whose request it is. */
export interface Subject {
  readonly keyring: Keyring;
  /** Undefined: a correspondent. */
  readonly loaded: LoadedCustomer | undefined;
  /** Undefined: a customer. */
  readonly correspondent: Correspondent | undefined;
}

/** The subject of requests, where there is one that is kept. */
export async function findSubject(
  deps: Pick<Ports, 'customers' | 'correspondents' | 'sealing'>,
  subjectId: string,
): Promise<Subject | undefined> {
  if (!isCorrespondent(subjectId)) {
    const [loaded] = await deps.customers.load([subjectId]);
    return loaded && { loaded, keyring: loaded.keyring, correspondent: undefined };
  }
  const correspondent = await deps.correspondents.load(subjectId);
  const keyring = correspondent && (await deps.sealing.loadKeyring(subjectId));
  return keyring && { keyring, loaded: undefined, correspondent };
}

/** @throws DomainError NOT_FOUND at `reference`: no such request of this subject, whoever else has it */
export async function requireRequest(
  deps: Pick<Ports, 'requests'>,
  subjectId: string,
  reference: string,
): Promise<CustomerRequest> {
  const request = isReference(reference) ? await deps.requests.load(subjectId, reference) : undefined;
  if (!request) throw new DomainError('NOT_FOUND', ['reference']);
  return request;
}

/** @throws DomainError NOT_FOUND at `customerId` */
export async function requireSubject(
  deps: Pick<Ports, 'customers' | 'correspondents' | 'sealing'>,
  subjectId: string,
): Promise<Subject> {
  const subject = await findSubject(deps, subjectId);
  if (!subject) throw new DomainError('NOT_FOUND', ['customerId']);
  return subject;
}
