import { entryOf } from '../audit/entry.ts';
import { type Choice, recordChoices } from '../consent/record-choices.ts';
import { issueVerification, verificationEnds } from '../contact/issue-verification.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { parseRegistration, type Registration } from '../input/registration.ts';
import { lookupRows } from '../lookup.ts';
import { once, type Plan } from '../once.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Ports, ReadyBlindIndex } from '../ports.ts';
import { type CustomerViewer, networkOf } from '../viewer.ts';
import type { ContactDetails, IdentityDetails } from './details.ts';
import { ownCustomerId, subjectText } from './own-customer.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'bindings'
  | 'emails'
  | 'phones'
  | 'policies'
  | 'consents'
  | 'contactStates'
  | 'outbox'
  | 'tokens'
  | 'idempotency'
  | 'counters'
  | 'settings'
>;

/**
 * A signed-in subject becomes a customer: the record, its keys, the acceptance of the version in force with its evidence, the choices,
 * the claim on the address and the verification mail are one transaction (P0.2, P1.3, P1.4, P3.2, P6.3). Whether the address is
 * taken changes nothing here: its owner is told when the mail is sent (P3.5).
 * @throws DomainError input issues with their paths, ALREADY_REGISTERED, RATE_LIMITED, NO_POLICY_IN_FORCE
 */
export async function registerCustomer(
  deps: Deps,
  viewer: CustomerViewer,
  call: { idempotencyKey: string; input: unknown },
): Promise<{ customerId: string }> {
  const registration = parseRegistration(call.input, deps.now());
  const index = await deps.blindIndex.ready();
  return once(deps, { caller: subjectText(viewer), operation: 'registerCustomer', ...call }, async () => {
    const version = await requirePolicyInForce(deps, deps.now());
    const choices = judgeChoices(registration, version);
    if (await ownCustomerId(deps, viewer)) throw new DomainError('ALREADY_REGISTERED');
    await limitRegistrations(deps, index, viewer);
    return planRegistration(deps, viewer, index, registration, version, choices);
  });
}

/** What was shown must be the version in force, word for word (P0.2); that it was agreed to, the parser made certain. */
function judgeChoices(registration: Registration, version: PolicyVersion): readonly Choice[] {
  const { notice } = registration;
  if (notice.version !== version.version)
    throw new DomainError('POLICY_VERSION_NOT_IN_FORCE', ['notice', 'version']);
  if (notice.digest !== version.digest[notice.language])
    throw new DomainError('NOTICE_MISMATCH', ['notice', 'digest']);
  const offered = new Set(version.purposes.map((purpose) => purpose.purpose));
  registration.consents.forEach((consent, i) => {
    if (!offered.has(consent.purpose))
      throw new DomainError('UNKNOWN_PURPOSE', ['consents', String(i), 'purpose']);
  });
  return [{ purpose: 'STORAGE', channel: undefined, granted: true }, ...registration.consents];
}

async function limitRegistrations(
  deps: Pick<Ports, 'counters' | 'settings' | 'now'>,
  index: ReadyBlindIndex,
  viewer: CustomerViewer,
): Promise<void> {
  const key = `register:${index.of('origin', networkOf(viewer.origin))}`;
  const limit = deps.settings.registrationsPerHour;
  await deps.counters.take({ key, limit, windowSeconds: 3600, now: deps.now() }, 1, 'RATE_LIMITED');
}

async function planRegistration(
  deps: Deps,
  viewer: CustomerViewer,
  index: ReadyBlindIndex,
  registration: Registration,
  version: PolicyVersion,
  choices: readonly Choice[],
): Promise<Plan<{ customerId: string }>> {
  const id = deps.random.id();
  const at = deps.now();
  const { language, kind } = registration;
  const keyring = deps.sealing.newKeyring(id);
  const sealing = await deps.sealing.ready(['contact', 'identity'], [keyring]);

  const contact: ContactDetails = registration.contact;
  const identity: IdentityDetails = registration.identity;
  const hasIdentity = Object.keys(identity).length > 0;
  const emailIndexes = index.allOf('email', emailIndexForm(contact.email));
  const blobs = {
    contact: sealing.sealClassBlob(keyring, 'contact', contact).sealed,
    ...(hasIdentity ? { identity: sealing.sealClassBlob(keyring, 'identity', identity).sealed } : {}),
  };
  const actor = `customer:${id}`;
  const saying = { at, version, language: registration.notice.language, actor, origin: viewer.origin };
  const consents = recordChoices(deps, sealing, keyring, saying, choices);
  const verification = issueVerification(deps, sealing, keyring, {
    emailIndexes,
    language,
    requestId: viewer.requestId,
  });
  const keys = deps.sealing.saveKeyring(keyring);
  if (!keys) throw new TypeError('a new customer has new keys');

  return {
    writes: [
      ...deps.bindings.insert(lookupRows(index, 'BINDING', index.allOf('subject', subjectText(viewer)), id)),
      deps.customers.insert({
        id,
        kind,
        state: 'ACTIVE',
        addressState: 'UNVERIFIED',
        language,
        registeredAt: at.toISOString(),
        version: 1,
        blobs,
      }),
      keys,
      ...consents.writes,
      deps.contactStates.insert({
        customerId: id,
        version: 1,
        addressState: 'UNVERIFIED',
        emailIndexes,
        verifiedAt: undefined,
      }),
      ...deps.emails.insertClaim(emailIndexes, id, verificationEnds(at)),
      ...(contact.phone === undefined
        ? []
        : deps.phones.put(lookupRows(index, 'PHONE', index.allOf('phone', contact.phone), id))),
      ...verification.writes,
    ],
    audit: [entryOf(viewer, { action: 'REGISTER_CUSTOMER', outcome: 'ALLOWED', customerId: id })],
    result: { customerId: id },
  };
}
