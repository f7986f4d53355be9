import type { GivenForPayment } from '../lambda/domain/payment/give-for-payment.ts';
import { builder } from './builder.ts';
import { CustomerNumberInput } from './customer-number.ts';
import { ConsiderationEnum, DisclosurePurposeEnum, PersonalFieldEnum } from './disclosure-enums.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { localId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireService } from './service-term.ts';

const { discloseForPayment } = lateOperations;

const disclosing = ['scope:payments:disclose'] as const;
/** Two do not fit one document: one customer, one order, one request. */
const cost = 400;

const PaymentDisclosureType = builder.objectRef<GivenForPayment>('PaymentDisclosure').implement({
  description: "One customer's fields, sealed for a payment processor (P6.6).",
  fields: (t) => ({
    id: t.id({ access: disclosing, resolve: ({ disclosureId }) => disclosureId }),
    fields: t.field({
      type: [PersonalFieldEnum],
      access: disclosing,
      description: 'What is inside: of what was asked for, what the customer has given.',
      resolve: ({ fields }) => [...fields],
    }),
    keyThumbprint: t.exposeString('keyThumbprint', {
      access: disclosing,
      description: "Of the processor's key (RFC 7638): the `kid` of the JWE.",
    }),
    jwe: t.string({
      access: disclosing,
      nullable: true,
      description:
        'JWE compact serialization (RFC 7516), A256GCM, of a JSON object with `values`: hand it to the processor as it is. Nobody else can read it. Null when nothing was there.',
      resolve: ({ jwe }) => jwe,
    }),
  }),
});
const DiscloseForPaymentPayload = payloadOf<GivenForPayment>(
  'DiscloseForPayment',
  'disclosure',
  PaymentDisclosureType as never,
  disclosing,
);

const DiscloseForPaymentInput = builder.inputType('DiscloseForPaymentInput', {
  description:
    'The least fields of one customer, for one order. One of `customerId` and `customer` says whose.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ required: false }),
    customer: t.field({ type: CustomerNumberInput, required: false }),
    recipientId: t.id({ description: 'A payment processor with an active commitment.' }),
    orderReference: t.string({
      description: 'The order: 3 to 64 of A-Z a-z 0-9 . _ / -, the first a letter. The customer sees it.',
    }),
    purpose: t.field({ type: DisclosurePurposeEnum }),
    fields: t.field({ type: [PersonalFieldEnum], description: 'No more than the order needs.' }),
    consideration: t.field({ type: ConsiderationEnum, description: 'What CloudFly gets for it (P1.7).' }),
  }),
});

mutation('discloseForPayment', {
  payload: DiscloseForPaymentPayload,
  access: disclosing,
  cost,
  description:
    'Seals the least fields of one customer for a payment processor, on its standing commitment (P6.6): audited before anything is opened, and shown to the customer. A repeat with the same key is audited again and sealed anew; nothing of the answer was kept.',
  input: DiscloseForPaymentInput,
  act: async (input, { ports, viewer }) => {
    const { customerId: global, customer, ...rest } = input;
    // Null: that it is no customer's is told only of what is not sold.
    const customerId = global ? (localId('Customer', global) ?? null) : undefined;
    const call = { ...rest, customerId, customer: customer ?? undefined };
    return discloseForPayment(ports, requireService(viewer), call);
  },
});
