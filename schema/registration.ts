import { resendVerification } from '../lambda/domain/contact/resend-verification.ts';
import { provideIdentityDetails } from '../lambda/domain/customer/provide-identity-details.ts';
import { registerCustomer } from '../lambda/domain/customer/register-customer.ts';
import { setLanguage } from '../lambda/domain/customer/set-language.ts';
import { updateContactDetails } from '../lambda/domain/customer/update-contact-details.ts';
import { updatePaymentDetails } from '../lambda/domain/customer/update-payment-details.ts';
import { builder } from './builder.ts';
import {
  OnlyKeyInput,
  ProvideIdentityDetailsInput,
  RegisterCustomerInput,
  SetLanguageInput,
  UpdateContactDetailsInput,
  UpdatePaymentDetailsInput,
} from './inputs.ts';
import { own, ownPayload } from './own-act.ts';

const self = ['customer'] as const;

const RegisterCustomerPayload = ownPayload('RegisterCustomer');
const UpdateContactDetailsPayload = ownPayload('UpdateContactDetails');
const ProvideIdentityDetailsPayload = ownPayload('ProvideIdentityDetails');
const UpdatePaymentDetailsPayload = ownPayload('UpdatePaymentDetails');
const SetLanguagePayload = ownPayload('SetLanguage');
const ResendVerificationPayload = ownPayload('ResendVerification');
const ResendVerificationInput = OnlyKeyInput('ResendVerificationInput');

builder.mutationFields((t) => ({
  registerCustomer: t.field({
    type: RegisterCustomerPayload,
    access: self,
    cost: 20,
    description:
      'The signed-in subject becomes a customer, once. Records the acceptance of the policy in force and each choice with its evidence (P0.2, P1.3, P1.4), and sends the verification mail. An address that somebody else has behaves like a free one (P3.5).',
    args: { input: t.arg({ type: RegisterCustomerInput, access: self }) },
    resolve: (_, { input }, context) => {
      const { idempotencyKey, ...rest } = input;
      return own(context, (viewer) =>
        registerCustomer(context.ports, viewer, { idempotencyKey, input: rest }),
      );
    },
  }),
  updateContactDetails: t.field({
    type: UpdateContactDetailsPayload,
    access: self,
    cost: 10,
    description:
      'Changes the own name or phone number. Refused with STALE_REVISION when somebody changed them meanwhile.',
    args: { input: t.arg({ type: UpdateContactDetailsInput, access: self }) },
    resolve: (_, { input }, context) =>
      own(context, (viewer) => updateContactDetails(context.ports, viewer, split(input))),
  }),
  provideIdentityDetails: t.field({
    type: ProvideIdentityDetailsPayload,
    access: self,
    cost: 10,
    description:
      'Supplies identity details that are missing. What was given before is changed by a correction (P4.2).',
    args: { input: t.arg({ type: ProvideIdentityDetailsInput, access: self }) },
    resolve: (_, { input }, context) =>
      own(context, (viewer) => provideIdentityDetails(context.ports, viewer, split(input))),
  }),
  updatePaymentDetails: t.field({
    type: UpdatePaymentDetailsPayload,
    access: self,
    cost: 10,
    description: 'Sets the own payment details. A full card number is never accepted.',
    args: { input: t.arg({ type: UpdatePaymentDetailsInput, access: self }) },
    resolve: (_, { input }, context) =>
      own(context, (viewer) => updatePaymentDetails(context.ports, viewer, split(input))),
  }),
  setLanguage: t.field({
    type: SetLanguagePayload,
    access: self,
    cost: 5,
    description: 'The language that CloudFly writes in, mails included.',
    args: { input: t.arg({ type: SetLanguageInput, access: self }) },
    resolve: (_, { input }, context) => own(context, (viewer) => setLanguage(context.ports, viewer, input)),
  }),
  resendVerification: t.field({
    type: ResendVerificationPayload,
    access: self,
    cost: 10,
    description: 'Sends the verification mail again; at most three times an hour.',
    args: { input: t.arg({ type: ResendVerificationInput, access: self }) },
    resolve: (_, { input }, context) =>
      own(context, (viewer) => resendVerification(context.ports, viewer, input)),
  }),
}));

/** The details apart from what steers the call. */
function split<T extends { idempotencyKey: string; expectedRevision: number }>(input: T) {
  const { idempotencyKey, expectedRevision, ...details } = input;
  return { idempotencyKey, expectedRevision, input: details };
}
