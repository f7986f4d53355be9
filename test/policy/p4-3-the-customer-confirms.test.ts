import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { markQuality } from '../harness/corrections.ts';
import { type Input, mutation } from '../harness/mutations.ts';
import { type Registered, randomPerson, registerCustomer } from '../harness/register.ts';
import { answerInformation, openedRequest, requestInformation } from '../harness/requests.ts';

let cloud: TestCloud;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
});
afterAll(() => cloud.stop());

const mark = async ({ id: customerId }: Registered, field: string, state: string) => {
  const said = { customerId, field, state, cause: 'TOO_OLD' };
  const marked = await markQuality(cloud, support, said);
  expect(userErrors(marked)).toEqual([]);
};
const marksOf = async ({ id }: Registered) => {
  const query = 'query Q($id: ID!) { customer(id: $id) { quality { field state cause } } }';
  const { data } = await cloud.ask(query, { token: support, variables: { id } });
  const marks: readonly { field: string; state: string; cause: string }[] = data.customer.quality;
  return marks.map(({ field, state, cause }) => `${field} ${state} ${cause}`).sort();
};
const revise = async ({ token }: Registered, name: string, input: Input) =>
  expect(userErrors(await mutation(name, 'me { id }')(cloud, token, input))).toEqual([]);

test('P4.3: what the customer gives oneself is in doubt no more; nothing else is said by it', async () => {
  const customer = await registerCustomer(cloud, randomPerson(), { dateOfBirth: undefined });
  const other = await registerCustomer(cloud);
  for (const [field, state] of [
    ['phone', 'DOUBTFUL'],
    ['name', 'OUTDATED'],
    ['dateOfBirth', 'MISSING'],
    ['taxCode', 'MISSING'],
    ['billingName', 'MISSING'],
  ] as const)
    await mark(customer, field, state);
  await mark(other, 'phone', 'DOUBTFUL');
  const left = ['billingName MISSING TOO_OLD', 'name OUTDATED TOO_OLD'];

  const { phone } = randomPerson();
  await revise(customer, 'updateContactDetails', { expectedRevision: 1, phone });
  expect(await marksOf(customer)).toEqual(
    [
      ...left,
      'dateOfBirth MISSING TOO_OLD',
      'phone CONFIRMED CUSTOMER_SAID',
      'taxCode MISSING TOO_OLD',
    ].sort(),
  );
  await revise(customer, 'provideIdentityDetails', {
    expectedRevision: 1,
    dateOfBirth: '1990-02-03',
  });
  // What nobody had marked is not said to be anything.
  await revise(customer, 'updatePaymentDetails', {
    expectedRevision: 0,
    taxCode: '0101243150',
    bankAccount: { bank: 'VCB', number: '0123456789', holder: 'AN' },
  });
  const confirmed = ['dateOfBirth', 'phone', 'taxCode'].map((field) => `${field} CONFIRMED CUSTOMER_SAID`);
  expect(await marksOf(customer)).toEqual([...left, ...confirmed].sort());
  expect(await marksOf(other)).toEqual(['phone DOUBTFUL TOO_OLD']);

  // The same for what CloudFly asked for.
  const reference = await openedRequest(cloud, customer.token);
  const asking = { customerId: customer.id, reference, fields: ['BILLING_NAME'], why: 'for the invoice' };
  const asked = await requestInformation(cloud, support, asking);
  const { id } = asked.data.requestInformation.informationRequest;
  const given = await answerInformation(cloud, customer.token, { id, given: { billingName: 'Công ty Ánh' } });
  expect(userErrors(given)).toEqual([]);
  expect(await marksOf(customer)).toEqual(
    ['name OUTDATED TOO_OLD', 'billingName CONFIRMED CUSTOMER_SAID', ...confirmed].sort(),
  );
});
