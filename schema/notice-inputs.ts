import { builder } from './builder.ts';
import { CustomerNumberInput } from './customer-number.ts';
import { key } from './inputs.ts';

const line = 'One line of at most 200 characters, without addresses of other web sites.';
const paragraph = 'At most 4000 characters; may have several lines. No addresses of other web sites.';

const MoneyInput = builder.inputType('MoneyInput', {
  description: 'An amount of money.',
  fields: (t) => ({
    amount: t.float({ description: "A whole number of the currency's smallest unit, above 0." }),
    currency: t.string({ description: 'ISO 4217: three capital letters, such as VND.' }),
  }),
});

const PaymentConfirmationInput = builder.inputType('PaymentConfirmationInput', {
  description: 'That a payment was received (P2.1).',
  fields: (t) => ({
    paymentReference: t.string({ description: line }),
    paid: t.field({ type: MoneyInput }),
    paidAt: t.field({ type: 'DateTime' }),
    method: t.string({ required: false, description: `How it was paid. ${line}` }),
    service: t.string({ required: false, description: `What for. ${line}` }),
  }),
});

const BillingNoticeInput = builder.inputType('BillingNoticeInput', {
  description: 'An invoice (P2.5).',
  fields: (t) => ({
    invoiceNumber: t.string({ description: line }),
    due: t.field({ type: MoneyInput }),
    dueAt: t.field({ type: 'DateTime', required: false }),
    service: t.string({ required: false, description: line }),
    link: t.string({
      required: false,
      description:
        'Where to pay: an https address. One that leaves the sites of CloudFly is shown with a notice (P5.2).',
    }),
  }),
});

const ServiceNoticeKindEnum = builder.enumType('ServiceNoticeKind', {
  description: 'What happens, or happened, to a service.',
  values: ['MAINTENANCE', 'OUTAGE', 'RESOLVED', 'CHANGE'] as const,
});

const ServiceNoticeInput = builder.inputType('ServiceNoticeInput', {
  description: 'Maintenance, an outage or its end, or a change (P2.5).',
  fields: (t) => ({
    kind: t.field({ type: ServiceNoticeKindEnum }),
    service: t.string({ description: line }),
    from: t.field({ type: 'DateTime', required: false }),
    until: t.field({ type: 'DateTime', required: false }),
    details: t.string({ required: false, description: paragraph }),
  }),
});

const ServiceSupportInput = builder.inputType('ServiceSupportInput', {
  description: "A word of CloudFly's support about a service (P2.2).",
  fields: (t) => ({
    reference: t.string({ description: `Of the ticket. ${line}` }),
    service: t.string({ required: false, description: line }),
    message: t.string({ description: paragraph }),
  }),
});

export const SendNoticeInput = builder.inputType('SendNoticeInput', {
  description:
    'A mail to one customer: exactly one of the four notices. Card numbers are not accepted in any.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customer: t.field({ type: CustomerNumberInput }),
    paymentConfirmation: t.field({ type: PaymentConfirmationInput, required: false }),
    billingNotice: t.field({ type: BillingNoticeInput, required: false }),
    serviceNotice: t.field({ type: ServiceNoticeInput, required: false }),
    serviceSupport: t.field({ type: ServiceSupportInput, required: false }),
    sendAt: t.field({
      type: 'DateTime',
      required: false,
      description: 'Not before this instant, at most a year ahead; at once when left out.',
    }),
  }),
});
