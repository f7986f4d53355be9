import { entryOf } from '../audit/entry.ts';
import { acceptanceByUse, type ByUseDeps } from '../consent/acceptance-by-use.ts';
import { consentWrites } from '../consent/consent-writes.ts';
import { isUnderGuardianship } from '../consent/guardianship.ts';
import type { BlobClass, Customer } from '../customer/customer.ts';
import { openDetails } from '../customer/open-details.ts';
import { requireCustomer } from '../customer/own-customer.ts';
import { phoneWrites } from '../customer/update-contact-details.ts';
import { DomainError } from '../errors.ts';
import { once, type Plan } from '../once.ts';
import type { LoadedCustomer, Ports, ReadySealing, Write } from '../ports.ts';
import type { Viewer } from '../viewer.ts';
import { type Asked, type AskedBy, actorOfAsked, findAsked, requireAsked } from './find-asked.ts';
import { type GivenInformation, parseGiven, withIdentity } from './given-information.ts';
import type { NamedInformationRequest } from './request-information.ts';

type Deps = ByUseDeps &
  Pick<
    Ports,
    | 'commit'
    | 'blindIndex'
    | 'bindings'
    | 'customers'
    | 'phones'
    | 'informationRequests'
    | 'tokens'
    | 'idempotency'
  >;

/**
 * The customer gives what was asked for, signed in or by the link of the mail (P1.5): those fields alone, checked as they are everywhere,
 * sealed as the next revision of each class they belong to. All of it is taken or nothing.
 * @throws DomainError LINK_*, NOT_FOUND at `id`, WRONG_STATE (answered, declined), LINK_EXPIRED (past its day), NOT_ASKED, ALREADY_PROVIDED,
 *   REQUIRED, input issues, NOT_REGISTERED
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
    return planAnswer(deps, viewer, { ...found, asked }, parseGiven(given, asked.fields, deps.now()));
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
  const merged = merge(sealing, loaded, given, deps.now());
  const phones = await phoneWrites(deps, customerId, merged.phoneBefore, merged.phoneAfter);
  const byUse = await consequences(deps, viewer, loaded, merged.needsGuardian, token !== undefined);
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
      ...byUse,
      ...(keys ? [keys] : []),
    ],
    audit: [{ ...entry, actor: actorOfAsked(viewer, customerId, token) }],
    result: { customerId, id },
  };
}

/** Every class that something was given of, opened, changed and sealed again. */
function merge(sealing: ReadySealing, loaded: LoadedCustomer, given: GivenInformation, now: Date) {
  const { keyring } = loaded;
  const blobs: Partial<Record<BlobClass, Uint8Array>> = {};
  let phoneBefore: string | undefined;
  let phoneAfter: string | undefined;
  let needsGuardian: boolean | undefined;
  if (Object.keys(given.contact).length > 0) {
    const before = openDetails(sealing, loaded, 'contact');
    if (!before) throw new DomainError('INTEGRITY_VIOLATION');
    const after = { ...before, ...given.contact };
    phoneBefore = before.phone;
    phoneAfter = after.phone;
    blobs.contact = sealing.sealClassBlob(keyring, 'contact', after).sealed;
  }
  if (Object.keys(given.identity).length > 0) {
    const after = withIdentity(openDetails(sealing, loaded, 'identity') ?? {}, given.identity);
    needsGuardian = isUnderGuardianship(after, now);
    blobs.identity = sealing.sealClassBlob(keyring, 'identity', after).sealed;
  }
  if (Object.keys(given.payment).length > 0) {
    const after = { ...openDetails(sealing, loaded, 'payment'), ...given.payment };
    blobs.payment = sealing.sealClassBlob(keyring, 'payment', after).sealed;
  }
  return { blobs, phoneBefore, phoneAfter, needsGuardian };
}

/** Acceptance by use of who is signed in (P0.2), and whether a guardian speaks for the customer, where a date of birth tells it anew. */
async function consequences(
  deps: Deps,
  viewer: Viewer,
  loaded: LoadedCustomer,
  needsGuardian: boolean | undefined,
  isByLink: boolean,
): Promise<readonly Write[]> {
  const more = needsGuardian === undefined ? {} : { needsGuardian };
  if (viewer.kind === 'customer' && !isByLink)
    return acceptanceByUse(deps, viewer, loaded, 'answerInformationRequest', more);
  const customerId = loaded.customer.id;
  const before = await deps.consents.state(customerId);
  const contact = await deps.contactStates.load(customerId);
  if (!before || !contact || needsGuardian === undefined || needsGuardian === before.needsGuardian) return [];
  return consentWrites(deps, customerId, { before, facts: [], contact, at: deps.now(), needsGuardian })
    .writes;
}
