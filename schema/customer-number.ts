import { builder } from './builder.ts';

/** Names a customer by a number of another system. */
export const CustomerNumberInput = builder.inputType('CustomerNumberInput', {
  description: "A customer, by the number that one of CloudFly's systems knows the customer by.",
  fields: (t) => ({
    system: t.string({ description: 'Name of the system, as in `linkCustomerReference`.' }),
    number: t.string(),
  }),
});
