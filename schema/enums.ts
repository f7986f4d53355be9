import { dataClasses, processingPurposes, staffRoles } from '../lambda/domain/access.ts';
import { consentPaths, evidenceManners } from '../lambda/domain/consent/fact.ts';
import { customerKinds, customerStates } from '../lambda/domain/customer/customer.ts';
import { attachmentRefusals } from '../lambda/domain/inbound/parsed-mail.ts';
import { collectionForms } from '../lambda/domain/policy/collection-notice.ts';
import { addressStates } from '../lambda/domain/ports/contact.ts';
import { consentPurposes, contactChannels } from '../lambda/domain/purposes.ts';
import { askableFields } from '../lambda/domain/request/information-request.ts';
import {
  entryKinds,
  quarantineCauses,
  requestChannels,
  requestKinds,
  requestStates,
} from '../lambda/domain/request/request.ts';
import { languages } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { fieldValues } from './enum-values.ts';

export const LanguageEnum = builder.enumType('Language', {
  description: 'Languages that CloudFly speaks: Vietnamese and English.',
  values: languages,
});
export const CustomerKindEnum = builder.enumType('CustomerKind', {
  description: 'A person, or an organisation.',
  values: customerKinds,
});
export const CustomerStateEnum = builder.enumType('CustomerState', {
  description: 'Whether the record is in use; ERASING: everything of it is being erased (D356 5(4)).',
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
export const RequestKindEnum = builder.enumType('RequestKind', {
  description: 'What a request is about.',
  values: requestKinds,
});
export const RequestStateEnum = builder.enumType('RequestState', {
  description:
    'OPEN until it is answered, and again when the customer writes again. QUARANTINED: it waits for a decision, and nothing is done on it (P3.6).',
  values: requestStates,
});
export const RequestChannelEnum = builder.enumType('RequestChannel', {
  description: 'How a request came. PHONE and CHAT were written down by staff.',
  values: requestChannels,
});
export const RequestEntryKindEnum = builder.enumType('RequestEntryKind', {
  description: 'MESSAGE of the customer, ANSWER of CloudFly, NOTE of staff for staff alone.',
  values: entryKinds,
});
export const QuarantineCauseEnum = builder.enumType('QuarantineCause', {
  description:
    'Why a request is in quarantine: the address it came from is held; or its mail failed by itself, and nobody knows who sent it (P3.6).',
  values: quarantineCauses,
});
export const QuarantineDecisionEnum = builder.enumType('QuarantineDecision', {
  description: 'RELEASED: worked on like any other. DISCARDED: nothing is done on it.',
  values: ['RELEASED', 'DISCARDED'] as const,
});
export const AttachmentRefusalEnum = builder.enumType('AttachmentRefusal', {
  description:
    'Why a file that came with a mail is not kept: a program by its content; too large; too many; or behind the part of a large mail that is read.',
  values: attachmentRefusals,
});
export const AskableFieldEnum = builder.enumType('AskableField', {
  description:
    'Details that a customer may be asked for, and that are corrected. The address of mails changes by a way of its own (P3.5).',
  values: fieldValues(askableFields),
});
