import { dataClasses, processingPurposes, staffRoles } from '../lambda/domain/access.ts';
import { consentPaths, evidenceManners } from '../lambda/domain/consent/fact.ts';
import { customerKinds, customerStates } from '../lambda/domain/customer/customer.ts';
import { collectionForms } from '../lambda/domain/policy/collection-notice.ts';
import { addressStates } from '../lambda/domain/ports.ts';
import { consentPurposes, contactChannels } from '../lambda/domain/purposes.ts';
import { languages } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';

export const LanguageEnum = builder.enumType('Language', {
  description: 'Languages that CloudFly speaks: Vietnamese and English.',
  values: languages,
});
export const CustomerKindEnum = builder.enumType('CustomerKind', {
  description: 'A person, or an organisation.',
  values: customerKinds,
});
export const CustomerStateEnum = builder.enumType('CustomerState', {
  description: 'Whether the record is in use.',
  values: customerStates,
});
export const AddressStateEnum = builder.enumType('AddressState', {
  description: 'Whether the address for mails can be used (P3.2).',
  values: addressStates,
});
export const ConsentPurposeEnum = builder.enumType('ConsentPurpose', {
  description: 'What personal information is used for (policy section 2), storage included (P1.4).',
  values: consentPurposes,
});
export const ContactChannelEnum = builder.enumType('ContactChannel', {
  description: 'Ways to reach a customer (P1.2).',
  values: contactChannels,
});
export const DataClassEnum = builder.enumType('DataClass', {
  description:
    'Classes of personal data: each has its own key, its own readers and its own audit rule (P6.1).',
  values: dataClasses,
});
export const StaffRoleEnum = builder.enumType('StaffRole', {
  description: 'Roles of the staff, as the staff issuer gives them (P6.1).',
  values: staffRoles,
});
export const ProcessingPurposeEnum = builder.enumType('ProcessingPurpose', {
  description: 'What a clear read is for; staff name one in `x-processing-purpose` (P1.1).',
  values: processingPurposes,
});
export const CollectionFormEnum = builder.enumType('CollectionForm', {
  description: 'Forms that collect personal information.',
  values: collectionForms,
});
export const EvidenceMannerEnum = builder.enumType('EvidenceManner', {
  description:
    'How agreement happened: in so many words, by use after the notice was handed out, or brought from earlier records with their proof (P0.2).',
  values: evidenceManners,
});
export const ConsentPathEnum = builder.enumType('ConsentPath', {
  description:
    'Where it was said: signed in, by a link of a mail, by a mail to the refusal address, through staff, or in an earlier system.',
  values: consentPaths,
});
