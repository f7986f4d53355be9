import { actInstant } from '../consent/act-instant.ts';
import { consentWrites, factOf } from '../consent/consent-writes.ts';
import { ended, isOpen } from '../contact/email-change.ts';
import { evidenceVersion } from '../contact/refuse.ts';
import { associationEnd, firstRetentionEnd } from '../erasure/retention.ts';
import { newestInForce } from '../policy/policy-in-force.ts';
import { operationalPurposes } from '../purposes.ts';
import { isRecordId } from '../recipient/recipient.ts';
import { uponCustomer } from './replayed-act.ts';

/** Processing stays restricted (D356 5(2)), also where it was allowed again since: whoever allowed it does so anew. */
export const replayRestriction = uponCustomer(async (deps, { customerId, at }) => {
  const contact = await deps.contactStates.load(customerId);
  if (!contact || contact.isRestricted) return [];
  const after = { ...contact, version: contact.version + 1, isRestricted: true };
  return [
    deps.contactStates.replace(contact, after),
    deps.changes.insert({ id: deps.random.id(), customerId, kind: 'RESTRICTION', at }),
  ];
});

/** The account is closed as of the day it was (P4.4). */
export const replayClosing = uponCustomer(async (deps, { customerId, at: closedAt }) => {
  const [customer, contact] = await Promise.all([
    deps.customers.record(customerId),
    deps.contactStates.load(customerId),
  ]);
  if (!contact || customer?.state !== 'ACTIVE') return [];
  const retentionDueAt = firstRetentionEnd(associationEnd({ closedAt }, contact) ?? closedAt);
  const version = customer.version + 1;
  const due = retentionDueAt !== undefined && { retentionDueAt };
  return [
    deps.customers.replace(customer, { ...customer, state: 'CLOSED', closedAt, ...due, version }),
    deps.contactStates.replace(contact, { ...contact, version: contact.version + 1 }),
  ];
});

/** A change of address that was stopped or taken back never switches (P3.5). */
export const replayStoppedChange = uponCustomer(async (deps, { customerId, at, action }) => {
  const change = await deps.emailChanges.load(customerId);
  if (!change || !isOpen(change) || change.requestedAt > at) return [];
  const state = action === 'CANCEL_EMAIL_CHANGE' ? 'CANCELLED' : 'STOPPED';
  return [deps.emailChanges.replace(change, ended(change, state, deps.now()))];
});

/** Nothing is disclosed on a permission that was taken back (P1.6). */
export const replayRevokedPermission = uponCustomer(async (deps, { customerId, at, reference = '' }) => {
  const before = isRecordId(reference) ? await deps.permissions.load(customerId, reference) : undefined;
  if (before?.state !== 'ACTIVE') return [];
  const after = { ...before, state: 'REVOKED', revokedAt: at, version: before.version + 1 } as const;
  return [
    deps.permissions.put(before, after),
    deps.changes.insert({ id: deps.random.id(), customerId, kind: 'CONSENT', at }),
  ];
});

/** A basis beside consent that was ended is none (L91 19). */
export const replayEndedBasis = uponCustomer(async (deps, row) => {
  const { customerId, actor, requestId } = row;
  const purpose = operationalPurposes.find((one) => row.fields?.includes(one));
  const [before, contact, customer, versions] = await Promise.all([
    deps.consents.state(customerId),
    deps.contactStates.load(customerId),
    deps.customers.record(customerId),
    deps.policies.versions(),
  ]);
  const current = purpose && before?.bases[purpose];
  if (!before || !contact || !customer || !current) return [];
  const hasEnded = current.endsAt !== undefined && current.endsAt <= deps.now().toISOString();
  if (hasEnded || current.at > row.at) return [];
  const at = actInstant(before, deps.now());
  const version = evidenceVersion(newestInForce(versions, deps.now()), versions, before.acceptedVersion);
  const { language } = customer;
  const how = { manner: 'EXPLICIT', path: 'STAFF', actor: actor.id, requestId } as const;
  const special = { purpose, basis: current.basis, endsAt: at.toISOString() };
  const fact = factOf(deps, 'LEGAL_BASIS', { at, version, language, ...how }, special, undefined);
  return consentWrites(deps, customerId, { before, facts: [fact], contact, at }).writes;
});
