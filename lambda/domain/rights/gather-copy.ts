import { dataClasses } from '../access.ts';
import { ownEmailChange } from '../contact/own-email-change.ts';
import { ownCustomerNumbers } from '../customer/customer-numbers.ts';
import { ownDetails } from '../customer/own-details.ts';
import { ownDisclosures } from '../disclosure/own-disclosures.ts';
import { withOrderReferences } from '../payment/order-reference.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { ownServices } from '../service/services-of.ts';
import { copiedConsents } from './copied-consents.ts';
import { copiedHolds } from './copied-holds.ts';
import { copiedMails } from './copied-mails.ts';
import { copiedRequests } from './copied-requests.ts';
import { type CopyOfOwnData, copyFormat } from './copy.ts';

export type GatherCopyDeps = Pick<
  Ports,
  | 'now'
  | 'sealing'
  | 'settings'
  | 'customers'
  | 'references'
  | 'contactStates'
  | 'fieldQuality'
  | 'serviceTerms'
  | 'emailChanges'
  | 'emailHolds'
  | 'consents'
  | 'notices'
  | 'policies'
  | 'requests'
  | 'informationRequests'
  | 'corrections'
  | 'rightsRequests'
  | 'permissions'
  | 'disclosures'
  | 'recipients'
  | 'outbox'
  | 'campaigns'
>;

/**
 * Opens everything that is held of a customer. For the customer's own eyes: whoever calls has proven to be the subject that the record is
 * bound to, and has the audit row. Of disclosures it has what `me.disclosures` shows (P1.6).
 * @throws DomainError INTEGRITY_VIOLATION
 */
export async function gatherCopy(deps: GatherCopyDeps, loaded: LoadedCustomer): Promise<CopyOfOwnData> {
  const { customer, keyring } = loaded;
  const customerId = customer.id;
  const sealing = await deps.sealing.ready(dataClasses, [keyring]);
  const copying = { customerId, loaded, keyring, sealing };
  const [account, kept, emailHolds, consents, requests, given, mails] = await Promise.all([
    accountOf(deps, loaded),
    keptOf(deps, loaded),
    copiedHolds(deps, customerId),
    copiedConsents(deps, copying),
    copiedRequests(deps, copying),
    givenOf(deps, loaded),
    copiedMails(deps, copying),
  ]);
  const { name, country, email } = deps.settings.sender;
  return {
    format: copyFormat,
    issuedAt: deps.now().toISOString(),
    controller: { name, country, email },
    account,
    ...kept,
    emailHolds,
    ...consents,
    ...requests,
    ...given,
    mails,
  };
}

async function accountOf(deps: GatherCopyDeps, { customer }: LoadedCustomer) {
  const { id, kind, state, language, registeredAt } = customer;
  const contact = await deps.contactStates.load(id);
  const address = contact && {
    addressState: contact.addressState,
    addressConfirmedAt: contact.verifiedAt,
    addressHeld: contact.isHeld,
    processingRestricted: contact.isRestricted,
    lastAdvertisedAt: contact.advertisedAt,
  };
  return { id, kind, state, language, registeredAt, ...address };
}

async function keptOf(deps: GatherCopyDeps, loaded: LoadedCustomer) {
  const [contact, identity, payment, customerNumbers, quality, services, emailChange] = await Promise.all([
    ownDetails(deps, loaded, 'contact'),
    ownDetails(deps, loaded, 'identity'),
    ownDetails(deps, loaded, 'payment'),
    ownCustomerNumbers(deps, loaded),
    deps.fieldQuality.ofCustomer(loaded.customer.id),
    ownServices(deps, loaded),
    ownEmailChange(deps, loaded),
  ]);
  return {
    contact: contact ?? null,
    identity: identity ?? null,
    payment: payment ?? null,
    customerNumbers,
    quality: quality.map(({ field, state, cause, at }) => ({ field, state, cause, at })),
    services: services.map(({ name, term: { product, expiresAt } }) => ({ name, product, expiresAt })),
    emailChange: emailChange
      ? {
          state: emailChange.change.state,
          requestedAt: emailChange.change.requestedAt,
          endedAt: emailChange.change.endedAt,
          newAddress: emailChange.email,
        }
      : null,
  };
}

async function givenOf(deps: GatherCopyDeps, loaded: LoadedCustomer) {
  const customerId = loaded.customer.id;
  const [permissions, told] = await Promise.all([
    deps.permissions.ofCustomer(customerId),
    ownDisclosures(deps, customerId),
  ]);
  const disclosures = await withOrderReferences(deps, loaded, told);
  return {
    permissions: await Promise.all(
      permissions.map(async (one) => ({
        recipient: (await deps.recipients.load(one.recipientId))?.name ?? one.recipientId,
        purpose: one.purpose,
        fields: one.fields,
        state: one.state,
        grantedAt: one.grantedAt,
        until: one.until,
        revokedAt: one.revokedAt,
      })),
    ),
    disclosures: disclosures.map((one) => ({
      recipient: one.recipientName,
      basis: one.basis,
      purpose: one.purpose,
      orderReference: one.orderReference,
      fields: one.fields,
      result: one.result,
      at: one.at,
    })),
  };
}
