import { canary, type TestCloud } from './cloud.ts';
import { registerVerified } from './mails.ts';
import { type PersonalValues, type Registered, randomPerson, registerCustomer } from './register.ts';

/** A customer whom CloudFly's systems know by a number, with the tokens of the services that act. */
export interface Served extends Registered {
  readonly customer: { readonly system: string; readonly number: string };
  readonly billing: string;
  readonly provisioning: string;
}

/** Registers a customer, confirms the address unless told otherwise, and links a number. */
export async function servedCustomer(
  cloud: TestCloud,
  options: {
    readonly person?: PersonalValues;
    readonly verified?: boolean;
    readonly changes?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<Served> {
  const register = options.verified === false ? registerCustomer : registerVerified;
  const registered = await register(cloud, options.person ?? randomPerson(), options.changes);
  const billing = await cloud.service('billing-service');
  const provisioning = await cloud.service('provisioning-service');
  const customer = { system: 'billing', number: canary('n-') };
  const input = { idempotencyKey: canary('key-'), customerId: registered.id, ...customer };
  const { data, text } = await cloud.ask(
    'mutation Link($input: LinkCustomerReferenceInput!) { linkCustomerReference(input: $input) { errors { code } } }',
    { token: billing, variables: { input } },
  );
  if (data?.linkCustomerReference?.errors.length !== 0) throw new Error(`linking was refused: ${text}`);
  return { ...registered, customer, billing, provisioning };
}

const sendMutation = `mutation Send($input: SendNoticeInput!) {
  sendNotice(input: $input) { mail { id state reason purpose advertising requested { allowed reason rules } } errors { code path } }
}`;
const putMutation = `mutation Put($input: PutServiceTermInput!) {
  putServiceTerm(input: $input) { serviceTerm { product expiresAt nextNoticeAt } errors { code path } }
}`;

const acting =
  (mutation: string, tokenOf: (served: Served) => string) =>
  (at: Pick<TestCloud, 'ask'>, served: Served, input: Readonly<Record<string, unknown>>, token?: string) =>
    at.ask(mutation, {
      token: token ?? tokenOf(served),
      variables: { input: { idempotencyKey: canary('key-'), customer: served.customer, ...input } },
    });

export const sendNotice = acting(sendMutation, ({ billing }) => billing);
export const putServiceTerm = acting(putMutation, ({ provisioning }) => provisioning);
