import { entryOf } from '../audit/entry.ts';
import { below } from '../below.ts';
import { consentWrites } from '../consent/consent-writes.ts';
import { guardianshipOf, isSameGuardianship } from '../consent/guardianship.ts';
import { type ActOfUseDeps, actOfUse, type UseAdded } from '../contact/act-of-use.ts';
import { noteChanges } from '../contact/note-signals.ts';
import { confirmGiven } from '../correction/confirm-given.ts';
import type { Customer } from '../customer/customer.ts';
import { requireCustomer } from '../customer/own-customer.ts';
import { phoneWrites } from '../customer/update-contact-details.ts';
import { DomainError } from '../errors.ts';
import { once, type Plan } from '../once.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { Viewer } from '../viewer.ts';
import { type Asked, type AskedBy, actorOfAsked, findAsked, requireAsked } from './find-asked.ts';
import { type GivenInformation, parseGiven } from './given-information.ts';
import { type MergedInformation, mergeGiven } from './merge-given.ts';
import type { NamedInformationRequest } from './request-information.ts';

type Deps = ActOfUseDeps &
  Pick<
    Ports,
    | 'commit'
    | 'blindIndex'
    | 'bindings'
    | 'customers'
    | 'phones'
    | 'fieldQuality'
    | 'informationRequests'
    | 'tokens'
    | 'idempotency'
  >;

/**
 * The customer gives what was asked for, signed in or by the link of the mail (P1.5): those fields alone, checked as they are everywhere,
 * sealed as the next revision of each class they belong to. All of it is taken or nothing. On the word of an address that is held nothing is
 * taken (P3.6): the customer signs in, or answers once the hold is lifted. A link alone replaces no payment details: who may hold the mailbox is
 * not who is signed in, and no network is asked of a link.
 * @throws DomainError LINK_*, NOT_FOUND at `id`, WRONG_STATE (answered, declined), LINK_EXPIRED (past its day), NOT_ASKED, ALREADY_PROVIDED,
 *   REQUIRED and input issues below `given`, NOT_REGISTERED, ADDRESS_HELD at `token`
 */
export async function answerInformationRequest(
  deps: Deps,
  viewer: Viewer,
  call: AskedBy & { readonly idempotencyKey: string; readonly given: Readonly<Record<string, unknown>> },
): Promise<NamedInformationRequest> {
  const { idempotencyKey, given } = call;
  const found = await findAsked(deps, viewer, call);
  const { customerId, id } = found.asked;
  const scope = {
    caller: `customer:${customerId}`,
    operation: 'answerInformationRequest',
    idempotencyKey,
    input: { id, given },
  };
  return once(deps, scope, async () => {
    const asked = await requireAsked(deps, found.asked);
    const parsed = below('given', () => parseGiven(given, asked.fields, deps.now()));
    return planAnswer(deps, viewer, { ...found, asked }, parsed);
  });
}

async function planAnswer(
  deps: Deps,
  viewer: Viewer,
  { asked, token }: Asked,
  given: GivenInformation,
): Promise<Plan<NamedInformationRequest>> {
  const { customerId, id, reference } = asked;
  const loaded = await requireCustomer(deps, customerId);
  const { customer, keyring } = loaded;
  const sealing = await deps.sealing.ready(['contact', 'identity', 'payment'], [keyring]);
  const isByLink = token !== undefined;
  const merged = below('given', () => mergeGiven(sealing, loaded, given, isByLink));
  const phones = await phoneWrites(deps, customerId, merged.phoneBefore, merged.phoneAfter);
  const added = await consequences(deps, viewer, loaded, merged, isByLink);
  const keys = deps.sealing.saveKeyring(keyring);
  const at = deps.now();
  const { fields } = given;
  const ended = { state: 'ANSWERED', endedAt: at.toISOString(), given: fields } as const;
  const record: Customer = {
    ...customer,
    version: customer.version + 1,
    blobs: { ...customer.blobs, ...merged.blobs },
  };
  const entry = entryOf(viewer, {
    action: 'ANSWER_INFORMATION_REQUEST',
    ...{ customerId, reference, fields },
  });
  return {
    writes: [
      deps.informationRequests.put(asked, { ...asked, ...ended, version: asked.version + 1 }),
      deps.customers.replace(customer, record),
      ...(token ? [deps.tokens.use(token, at)] : []),
      ...phones,
      ...(await confirmGiven(deps, customerId, fields)),
      ...added.writes,
      ...(keys ? [keys] : []),
    ],
    audit: [{ ...entry, actor: actorOfAsked(viewer, customerId, token) }, ...added.audit],
    result: { customerId, id },
  };
}

/**
 * What follows of who is signed in (P0.2, P3.6), and whether a guardian speaks for the customer, where a date of birth tells it anew. By the link,
 * it follows only while the address is not held.
 */
async function consequences(
  deps: Deps,
  viewer: Viewer,
  loaded: LoadedCustomer,
  { identity, changes, sets, isPayment }: MergedInformation,
  isByLink: boolean,
): Promise<Pick<UseAdded, 'writes' | 'audit'>> {
  const more = identity ? { identity } : {};
  if (viewer.kind === 'customer' && !isByLink)
    return actOfUse(deps, viewer, loaded, 'answerInformationRequest', { changes, sets, isPayment }, more);
  const customerId = loaded.customer.id;
  const before = await deps.consents.state(customerId);
  const contact = await deps.contactStates.load(customerId);
  if (!before || !contact) throw new DomainError('INTEGRITY_VIOLATION');
  if (contact.isHeld) throw new DomainError('ADDRESS_HELD', ['token']);
  const changed = await noteChanges(deps, customerId, { changes, sets });
  const at = deps.now();
  const guardianship = guardianshipOf(identity, before, at);
  if (isSameGuardianship(guardianship, before))
    return { writes: [deps.contactStates.unchanged(contact), ...changed], audit: [] };
  const { writes } = consentWrites(deps, customerId, { before, facts: [], contact, at, guardianship });
  return { writes: [...writes, ...changed], audit: [] };
}
