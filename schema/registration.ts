import {
  OnlyKeyInput,
  ProvideIdentityDetailsInput,
  RegisterCustomerInput,
  SetLanguageInput,
  UpdateContactDetailsInput,
  UpdatePaymentDetailsInput,
} from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { own, ownPayload } from './own-act.ts';

const {
  provideIdentityDetails,
  registerCustomer,
  resendVerification,
  setLanguage,
  updateContactDetails,
  updatePaymentDetails,
} = lateOperations;

const self = ['customer'] as const;

const RegisterCustomerPayload = ownPayload('RegisterCustomer');
const UpdateContactDetailsPayload = ownPayload('UpdateContactDetails');
const ProvideIdentityDetailsPayload = ownPayload('ProvideIdentityDetails');
const UpdatePaymentDetailsPayload = ownPayload('UpdatePaymentDetails');
const SetLanguagePayload = ownPayload('SetLanguage');
const ResendVerificationPayload = ownPayload('ResendVerification');
const ResendVerificationInput = OnlyKeyInput('ResendVerificationInput');

mutation('registerCustomer', {
  payload: RegisterCustomerPayload,
  access: self,
  cost: 20,
  description:
    'The signed-in subject becomes a customer, once. Records the acceptance of the policy in force and each choice with its evidence (P0.2, P1.3, P1.4), and sends the verification mail. An address that somebody else has behaves like a free one (P3.5).',
  input: RegisterCustomerInput,
  act: (input, context) => {
    const { idempotencyKey, ...rest } = input;
    return own(context, (viewer) => registerCustomer(context.ports, viewer, { idempotencyKey, input: rest }));
  },
});

mutation('updateContactDetails', {
  payload: UpdateContactDetailsPayload,
  access: self,
  description:
    'Changes the own name or phone number. Refused with STALE_REVISION when somebody changed them meanwhile.',
  input: UpdateContactDetailsInput,
  act: (input, context) =>
    own(context, (viewer) => updateContactDetails(context.ports, viewer, split(input))),
});

mutation('provideIdentityDetails', {
  payload: ProvideIdentityDetailsPayload,
  access: self,
  description:
    'Supplies identity details that are missing. What was given before is changed by a correction (P4.2).',
  input: ProvideIdentityDetailsInput,
  act: (input, context) =>
    own(context, (viewer) => provideIdentityDetails(context.ports, viewer, split(input))),
});

mutation('updatePaymentDetails', {
  payload: UpdatePaymentDetailsPayload,
  access: self,
  description: 'Sets the own payment details. A full card number is never accepted.',
  input: UpdatePaymentDetailsInput,
  act: (input, context) =>
    own(context, (viewer) => updatePaymentDetails(context.ports, viewer, split(input))),
});

mutation('setLanguage', {
  payload: SetLanguagePayload,
  access: self,
  cost: 5,
  description: 'The language that CloudFly writes in, mails included.',
  input: SetLanguageInput,
  act: (input, context) => own(context, (viewer) => setLanguage(context.ports, viewer, input)),
});

mutation('resendVerification', {
  payload: ResendVerificationPayload,
  access: self,
  description: 'Sends the verification mail again; at most three times an hour.',
  input: ResendVerificationInput,
  act: (input, context) => own(context, (viewer) => resendVerification(context.ports, viewer, input)),
});

/** The details apart from what steers the call. */
function split<T extends { idempotencyKey: string; expectedRevision: number }>(input: T) {
  const { idempotencyKey, expectedRevision, ...details } = input;
  return { idempotencyKey, expectedRevision, input: details };
}
