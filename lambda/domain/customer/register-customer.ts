import { entryOf } from '../audit/entry.ts';
import { type Choice, choiceFacts, factOf } from '../consent/consent-writes.ts';
import { isUnderGuardianship, judgeGuardianship } from '../consent/guardianship.ts';
import { issueVerification } from '../contact/issue-verification.ts';
import { noted } from '../contact/judge-suspicion.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { parseRegistration, type Registration } from '../input/registration.ts';
import { once, type Plan } from '../once.ts';
import { judgeNotice, judgePurposes } from '../policy/judge-notice.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Ports } from '../ports.ts';
import { type CustomerViewer, networkOf } from '../viewer.ts';
import { newCustomerWrites } from './new-customer-writes.ts';
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
  | 'changes'
  | 'outbox'
  | 'tokens'
  | 'idempotency'
  | 'counters'
  | 'settings'
  | 'signals'
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
    const needsGuardian = isUnderGuardianship(registration.identity, deps.now());
    judgeGuardianship(needsGuardian, registration.consents, version);
    if (await ownCustomerId(deps, viewer)) throw new DomainError('ALREADY_REGISTERED');
    await limitRegistrations(deps, index, viewer);
    return planRegistration(deps, viewer, index, registration, version, choices);
  });
}

/** The notice that was shown, and the choices made of what it states; that it was agreed to, the parser made certain. */
function judgeChoices({ notice, consents }: Registration, version: PolicyVersion): readonly Choice[] {
  judgeNotice(notice, version);
  judgePurposes(consents, version, true);
  return [{ purpose: 'STORAGE', channel: undefined, granted: true }, ...consents];
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
  const { language, kind, contact, identity } = registration;
  const keyring = deps.sealing.newKeyring(id);
  const sealing = await deps.sealing.ready(['contact', 'identity'], [keyring]);

  const emailIndexes = index.allOf('email', emailIndexForm(contact.email));
  const network = index.allOf('origin', networkOf(viewer.origin));
  const actor = `customer:${id}`;
  const saying = {
    at,
    version,
    language: registration.notice.language,
    manner: 'EXPLICIT',
    path: 'SIGNED_IN',
    actor,
    requestId: viewer.requestId,
  } as const;
  const evidence = { sealing, keyring, evidence: { origin: viewer.origin } };
  const facts = [
    factOf(deps, 'ACCEPTANCE', saying, {}, evidence),
    ...choiceFacts(deps, saying, choices, evidence),
  ];
  const verification = issueVerification(deps, sealing, keyring, {
    emailIndexes,
    language,
    requestId: viewer.requestId,
  });
  const customer = {
    kind,
    language,
    contact,
    identity,
    subject: subjectText(viewer),
    emailIndexes,
    emailVerifiedAt: undefined,
    facts,
    at,
  };
  return {
    writes: [
      ...newCustomerWrites(deps, { index, sealing, keyring }, customer),
      ...verification.writes,
      // Where a customer comes from first is known from then on (P3.6).
      deps.signals.put(undefined, noted(undefined, id, { at, network })),
    ],
    audit: [entryOf(viewer, { action: 'REGISTER_CUSTOMER', outcome: 'ALLOWED', customerId: id })],
    result: { customerId: id },
  };
}
