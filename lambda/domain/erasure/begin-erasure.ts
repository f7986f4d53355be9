import { type DataClass, dataClasses } from '../access.ts';
import type { ActFacts } from '../audit/entry.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import type { Write } from '../ports/commit.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { Erasure } from './erasure.ts';
import { isErasing } from './erasure.ts';
import { erasureJob, lookAt } from './erasure-job.ts';
import type { ErasurePorts } from './erasure-ports.ts';
import { heldClasses } from './legal-hold.ts';

export type BeginErasureDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'erasures'
  | 'legalHolds'
  | 'disclosures'
  | 'contactStates'
  | 'customers'
  | 'jobs'
  | 'changes'
  | 'sealing'
  | 'blindIndex'
> &
  Pick<ErasurePorts, 'suppressions'>;

export interface BeginErasure {
  readonly loaded: LoadedCustomer;
  /** What is to go: everything, or classes whose retention ended. */
  readonly wanted: readonly DataClass[];
  /** What of the customer is gone already. */
  readonly gone?: readonly DataClass[];
  /** The rights request, or `RETENTION`. */
  readonly cause: string;
  readonly suppressesAddress: boolean;
  /** Who had it begun, as the audit trail names them. */
  readonly requestedBy: string;
  /** The customer's record as it is afterwards, where more of it changes than its state. */
  readonly changes?: { readonly retentionDueAt?: string };
}

/** The rows that begin an erasure, and what the audit trail says of it. */
export interface Begun {
  readonly erasure: Erasure;
  readonly writes: readonly Write[];
  readonly audit: ActFacts;
}

/**
 * Begins an erasure (D356 5(4), L91 14): from the commit of these rows on the gate is closed to everything but answers, campaigns pass by, and
 * a job goes through the steps. Classes that a legal hold keeps wait. The contact state is replaced, so that whatever else happens to the
 * customer comes before it or after.
 * @throws DomainError ERASURE_UNDER_WAY; ON_LEGAL_HOLD when a hold keeps all that is to go; NOT_REGISTERED
 */
export async function beginErasure(deps: BeginErasureDeps, asked: BeginErasure): Promise<Begun> {
  const { loaded, wanted, gone = [], cause, suppressesAddress } = asked;
  const { customer } = loaded;
  // The contact state first: a hold that is placed after it is met when this is committed.
  const contact = await deps.contactStates.load(customer.id);
  const [earlier, held] = await Promise.all([
    deps.erasures.load(customer.id),
    heldClasses(deps, customer.id),
  ]);
  // It went before the rest where a legal hold kept some: then the record alone says what comes before what.
  if (!contact && !gone.includes('contact')) throw new DomainError('NOT_REGISTERED');
  if (isErasing(earlier)) throw new DomainError('ERASURE_UNDER_WAY');
  const classes = wanted.filter((one) => !held.includes(one) && !gone.includes(one));
  if (classes.length === 0) throw new DomainError('ON_LEGAL_HOLD');
  const now = deps.now();
  const at = now.toISOString();
  const erasure: Erasure = {
    id: mailIdAt(now, deps.random),
    customerId: customer.id,
    classes,
    left: dataClasses.filter((one) => !classes.includes(one) && !gone.includes(one)),
    held: wanted.filter((one) => held.includes(one) && !gone.includes(one)),
    ...{ step: 'LEDGER', version: 1, startedAt: at, cause, suppressesAddress, dueAt: lookAt(now) },
    ...{ doneAt: undefined, identityProvider: undefined, certifiableAt: undefined },
    ...{ certifiedAt: undefined, certificate: undefined },
  };
  const { retentionDueAt: _, ...record } = customer;
  // Whoever keeps a class by law keeps a closed account; who wants everything gone is being erased.
  const isWhole = dataClasses.every((one) => wanted.includes(one) || gone.includes(one));
  const after = {
    ...record,
    ...asked.changes,
    state: isWhole ? 'ERASING' : customer.state,
    version: customer.version + 1,
  } as const;
  const change = { id: deps.random.id(), customerId: customer.id, kind: 'ERASURE', at } as const;
  return {
    erasure,
    writes: [
      ...deps.erasures.put(undefined, erasure),
      deps.customers.replace(customer, after),
      ...(contact
        ? [
            deps.contactStates.replace(contact, {
              ...contact,
              version: contact.version + 1,
              isRestricted: contact.isRestricted || isWhole,
            }),
          ]
        : []),
      ...deps.jobs.insert(erasureJob(erasure, asked.requestedBy, now)),
      deps.changes.insert(change),
      // Where a part went before, its MAC stays already.
      ...(suppressesAddress && gone.length === 0 ? await suppression(deps, loaded) : []),
    ],
    audit: { action: 'BEGIN_ERASURE', customerId: customer.id, reference: erasure.id, fields: classes },
  };
}

/** The MAC of the address stays, under a key that does not rotate: nothing can be read from it. */
async function suppression(
  deps: Pick<BeginErasureDeps, 'sealing' | 'blindIndex' | 'suppressions'>,
  loaded: LoadedCustomer,
): Promise<readonly Write[]> {
  const [sealing, index] = await Promise.all([
    deps.sealing.ready(['contact'], [loaded.keyring]),
    deps.blindIndex.ready(),
  ]);
  const contact = openDetails(sealing, loaded, 'contact');
  return contact ? [deps.suppressions.put(index.of('suppression', emailIndexForm(contact.email)))] : [];
}
