import type { Cloud } from '../cloud.ts';
import { call, type Done, mustBeDone } from './call.ts';
import type { FictionalCustomer } from './people.ts';

/** So that no notice of an end is due at once. */
const runsForDays = 200;

/** Gives customers their running services, as the provisioning service does. */
export async function putServiceTerms(
  cloud: Pick<Cloud, 'url' | 'oidc'>,
  customers: readonly FictionalCustomer[],
): Promise<void> {
  const token = await cloud.oidc.issueToken({ issuer: 'services', clientId: 'provisioning-service' });
  const expiresAt = new Date(Date.now() + runsForDays * 24 * 60 * 60 * 1000).toISOString();
  const mutation = `mutation Put($input: PutServiceTermInput!) {
    done: putServiceTerm(input: $input) { errors { code path } }
  }`;
  for (const { username, customerNumber: number, products = [] } of customers)
    for (const product of products) {
      const input = {
        idempotencyKey: `seed-service-${product}-${username}`,
        customer: { system: 'billing', number },
        serviceRef: `${product}.${username}.example`,
        product,
        expiresAt,
      };
      mustBeDone(username, (await call<{ done: Done }>(cloud, token, mutation, { input })).done);
    }
}
