import { type PersonalField, personalFields } from '../lambda/domain/access.ts';
import { commitmentStates } from '../lambda/domain/commitment/commitment.ts';
import {
  basisKinds,
  considerations,
  customerResults,
  disclosureStates,
} from '../lambda/domain/disclosure/disclosure.ts';
import type { DisclosurePurpose } from '../lambda/domain/disclosure/purpose.ts';
import { deliveries, recipientKinds, recipientStates } from '../lambda/domain/recipient/recipient.ts';
import { secondChannels } from '../lambda/domain/recipient/second-channels.ts';
import { builder } from './builder.ts';
import { fieldValues, wordedValues } from './enum-values.ts';

export const PersonalFieldEnum = builder.enumType('PersonalField', {
  description: 'Fields of personal information, by name.',
  values: fieldValues(Object.keys(personalFields) as PersonalField[]),
});
export const RecipientKindEnum = builder.enumType('RecipientKind', {
  description: 'Who personal information may be disclosed to (P1.6, P6.5, P6.6).',
  values: recipientKinds,
});
export const DeliveryEnum = builder.enumType('Delivery', {
  description:
    'How a package is sealed: to the public key of the recipient, by a passphrase told over a second channel, or by one and handed over in person.',
  values: deliveries,
});
export const RecipientStateEnum = builder.enumType('RecipientState', {
  description:
    'REGISTERED until another person has verified it over a second channel; a new key makes it REGISTERED again. REVOKED is final.',
  values: recipientStates,
});
export const SecondChannelEnum = builder.enumType('SecondChannel', {
  description:
    'Over which a key was compared: a call back to a listed number, in person, by post, or at a portal of the state.',
  values: secondChannels,
});
export const CommitmentStateEnum = builder.enumType('CommitmentState', {
  description:
    'PROPOSED until another person has approved it. ENDED by its term, or at once: from that instant nothing is disclosed on it (P6.6).',
  values: commitmentStates,
});
const purposes = wordedValues<DisclosurePurpose>({
  PAYMENT: 'An order of the customer is paid.',
  REFUND: 'Money goes back to the customer.',
  INVOICING: 'An invoice is made or filed.',
  FRAUD_PREVENTION: 'A payment is checked for fraud.',
  DOMAIN_REGISTRATION: 'A domain is registered, renewed or moved.',
  SERVICE_DELIVERY: 'Somebody else provides what the customer ordered, or a part of it.',
  DISPUTE: 'A dispute, complaint or charge back, before a court too: a claim between parties.',
  INVESTIGATION:
    'An authority investigates, inspects, or decides a case: with LEGAL_ORDER alone (L116 25; P6.5). No permission or commitment is for it.',
  OTHER_PERMITTED: 'What none of these is; what it is stands in the permission, commitment or order.',
});
export const DisclosurePurposeEnum = builder.enumType('DisclosurePurpose', {
  description: 'What a recipient may be given information for. A basis covers its own purpose alone.',
  values: purposes,
});
export const ConsiderationEnum = builder.enumType('Consideration', {
  description: 'What CloudFly gets for a disclosure. Anything but NONE is refused and recorded (P1.7).',
  values: considerations,
});
export const DisclosureBasisEnum = builder.enumType('DisclosureBasis', {
  description:
    'On what a disclosure stands: the permission of the customer, a legal order, or the commitment of a payment processor (P1.6).',
  values: basisKinds,
});
export const DisclosureResultEnum = builder.enumType('DisclosureResult', {
  description: 'What became of a customer in a disclosure.',
  values: customerResults,
});
export const DisclosureStateEnum = builder.enumType('DisclosureState', {
  description:
    'OPENED, then VERIFIED, then APPROVED by another person, then SEALED by a job, then COLLECTED by a receipt. REJECTED, REVOKED and EXPIRED (not decided on in 14 days, or not collected in time) end it; the package is destroyed with any end.',
  values: disclosureStates,
});
