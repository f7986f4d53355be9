import { createGraphqlAnswer } from '../../lambda/runtime/answer-graphql.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';
import { canary, startTestCloud } from '../harness/cloud.ts';
import { registerCustomer } from '../harness/register.ts';

/** Personal fields of a customer, each with what is selected of its value. */
export const fields: Readonly<Record<string, string>> = {
  name: 'value',
  email: 'value',
  phone: 'value',
  address: 'value { line }',
  dateOfBirth: 'value',
  identityNumber: 'value',
  billingName: 'value',
  billingAddress: 'value { line }',
  taxCode: 'value',
  bankAccount: 'value { number holder }',
  card: 'value { lastFour processorToken }',
};

/**
 * A cloud with two customers, and the API's server in this process upon it, so that a test can take one gate out. Nobody's purpose is
 * wrong: what is refused is refused by role.
 */
export async function startGatesWorld() {
  const cloud = await startTestCloud();
  Object.assign(process.env, cloud.environment);
  const env = readEnvironment({ ...cloud.environment });
  const answer = createGraphqlAnswer(env, createWiring(env), { require: async () => {} });

  async function ask(query: string, token: string | undefined, purpose?: string) {
    const headers = {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(purpose ? { 'x-processing-purpose': purpose, 'x-reference': 'SUP-1' } : {}),
    };
    const requestContext = { identity: { sourceIp: '192.0.2.1' } };
    const result = await answer({
      httpMethod: 'POST',
      headers,
      requestContext,
      body: JSON.stringify({ query }),
    });
    return {
      text: result.body,
      ...(JSON.parse(result.body) as { data?: unknown; errors?: readonly unknown[] }),
    };
  }

  const one = await registerCustomer(cloud);
  const other = await registerCustomer(cloud);
  const payment = {
    billingName: canary('Name '),
    line: canary('Line '),
    holder: canary('HOLDER '),
    token: canary('tok_'),
  };
  const { data } = await cloud.ask(
    `mutation ($input: UpdatePaymentDetailsInput!) { updatePaymentDetails(input: $input) { me { id } errors { code path } } }`,
    {
      token: one.token,
      variables: {
        input: {
          idempotencyKey: canary('key-'),
          expectedRevision: 0,
          billingName: payment.billingName.replaceAll(/[0-9]/g, 'x'),
          billingAddress: { line: payment.line, province: 'Huế' },
          taxCode: '0101243150',
          bankAccount: {
            bank: 'VCB',
            number: '0071000123456',
            holder: payment.holder.replaceAll(/[0-9]/g, 'X').toUpperCase(),
          },
          card: { processorToken: payment.token, brand: 'VISA', lastFour: '4242', expiry: '2031-01' },
        },
      },
    },
  );
  const errors: unknown[] = data?.updatePaymentDetails?.errors ?? ['no answer'];
  if (errors.length > 0) throw new Error(`the payment details were refused: ${JSON.stringify(errors)}`);
  return { cloud, ask, one, other };
}
