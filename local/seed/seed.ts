import type { Cloud } from '../cloud.ts';
import { call, type Done, mustBeDone } from './call.ts';
import { confirmAddress } from './confirm-address.ts';
import { type FictionalCustomer, fictionalCustomers } from './people.ts';
import { publishPolicy } from './publish-policy.ts';
import { putServiceTerms } from './service-terms.ts';

/** What goes on after everybody has signed up: most of them confirm their address when the mail comes, and some have services. */
export interface Seeded {
  /** They were not there before. */
  readonly isNew: boolean;
  readonly confirmed: Promise<unknown>;
}

/**
 * Publishes the first policy version and, unless told otherwise, has fictional customers sign up through the API as frontends and
 * services do. What is there already stays.
 */
export async function seed(cloud: Cloud, options: { readonly customers: boolean }): Promise<Seeded> {
  await publishPolicy(cloud);
  const nobody = { isNew: false, confirmed: Promise.resolve() };
  if (!options.customers) return nobody;
  const last = fictionalCustomers.at(-1);
  if (!last || (await isRegistered(cloud, last.username))) return nobody;
  const waiting: Promise<void>[] = [];
  const enter = async (customer: FictionalCustomer): Promise<void> => {
    await signUp(cloud, customer);
    if (customer.verifies) waiting.push(confirmAddress(cloud, customer.email));
  };
  const others = fictionalCustomers.slice(0, -1);
  for (let from = 0; from < others.length; from += together)
    await Promise.all(others.slice(from, from + together).map(enter));
  // Last of all: who is there shows that everybody is.
  await enter(last);
  waiting.push(putServiceTerms(cloud, fictionalCustomers));
  return { isNew: true, confirmed: Promise.allSettled(waiting) };
}

/** Customers who sign up at the same time. */
const together = 2;

async function isRegistered(cloud: Cloud, username: string): Promise<boolean> {
  const token = await cloud.oidc.issueToken({ issuer: 'customers', username });
  const { me } = await call<{ me: { id: string } | null }>(cloud, token, '{ me { id } }');
  return me !== null;
}

async function signUp(cloud: Cloud, customer: FictionalCustomer): Promise<void> {
  const { username, consents, verifies: _, payment, customerNumber, products: __, ...details } = customer;
  const token = await cloud.oidc.issueToken({ issuer: 'customers', username });
  const { notice } = await call<{ notice: { version: number; digest: string } }>(
    cloud,
    token,
    `query Notice($language: Language!) {
      notice: collectionNotice(form: REGISTRATION, language: $language) { version digest }
    }`,
    { language: customer.language },
  );
  const key = (act: string) => `seed-${act}-${username}`;
  const { done } = await call<{ done: Done & { me: { id: string } | null } }>(
    cloud,
    token,
    `mutation Register($input: RegisterCustomerInput!) {
      done: registerCustomer(input: $input) { me { id } errors { code path } }
    }`,
    {
      input: {
        ...details,
        idempotencyKey: key('register'),
        notice: { ...notice, language: customer.language },
        agreed: true,
        storage: true,
        consents: consents.map((purpose) => ({ purpose, channel: 'EMAIL', granted: true })),
      },
    },
  );
  mustBeDone(username, done);
  if (payment) {
    const input = { ...payment, idempotencyKey: key('payment'), expectedRevision: 0 };
    const mutation = `mutation Payment($input: UpdatePaymentDetailsInput!) {
      done: updatePaymentDetails(input: $input) { errors { code path } }
    }`;
    mustBeDone(username, (await call<{ done: Done }>(cloud, token, mutation, { input })).done);
  }
  if (customerNumber) {
    const service = await cloud.oidc.issueToken({ issuer: 'services', scopes: ['customers:link'] });
    const input = {
      customerId: done.me?.id,
      system: 'billing',
      number: customerNumber,
      idempotencyKey: key('link'),
    };
    const mutation = `mutation Link($input: LinkCustomerReferenceInput!) {
      done: linkCustomerReference(input: $input) { errors { code path } }
    }`;
    mustBeDone(username, (await call<{ done: Done }>(cloud, service, mutation, { input })).done);
  }
}
