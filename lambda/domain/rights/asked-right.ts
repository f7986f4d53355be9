import type { AuditEntry } from '../audit/row.ts';
import type { MailVariables } from '../mail/templates.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import { rightDue } from './right-clock.ts';
import type { RightsRequest } from './rights-request.ts';

/** What a right is carried out upon. */
export interface Asking {
  readonly loaded: LoadedCustomer;
  readonly contact: ContactState;
  readonly sealing: ReadySealing;
  readonly throughProcessor: boolean;
  readonly now: Date;
}

/** What comes of it at once. */
export interface AtOnce {
  readonly state: 'ASKED' | 'GRANTED' | 'DONE';
  readonly mail: Pick<MailVariables['RIGHTS_ANSWER'], 'outcome' | 'until' | 'link'>;
  readonly copyUntil?: string;
  /** The contact state as the act leaves it; it is written either way, so that acts of one customer come one after the other. */
  readonly contact?: ContactState;
  /** Rows beside it, the contact state's own among them where `contactWritten`. */
  readonly writes?: readonly Write[];
  readonly contactWritten?: boolean;
  readonly audit?: readonly AuditEntry[];
}

/** The row of a right as it is asked for, with its clock. */
export function askedRight(
  { loaded, now, throughProcessor }: Asking,
  done: AtOnce,
  asked: Pick<RightsRequest, 'id' | 'right' | 'reference' | 'answerDueAt'>,
): RightsRequest {
  const at = now.toISOString();
  return {
    ...asked,
    customerId: loaded.customer.id,
    state: done.state,
    version: 1,
    askedAt: at,
    dueAt: rightDue(asked.right, now, throughProcessor).toISOString(),
    extendedAt: undefined,
    decidedBy: undefined,
    decidedAt: done.state === 'ASKED' ? undefined : at,
    doneAt: done.state === 'DONE' ? at : undefined,
    sealedReason: undefined,
    reasonRevision: undefined,
    copyUntil: done.copyUntil,
  };
}
