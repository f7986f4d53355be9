import { randomInt, randomUUID } from 'node:crypto';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import type { Cloud } from '../../local/cloud.ts';
import { globalId } from '../../schema/node.ts';
import { pageQuery } from './page-of-customers.ts';

/** Something that a function is invoked with twice: by an event for a cold process and another for the same one, warm. */
export interface Operation {
  readonly name: string;
  readonly of: FunctionName;
  readonly events: () => Promise<readonly [unknown, unknown]>;
}

const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');
const masked =
  'name { masked } email { masked } phone { masked } address { masked } dateOfBirth { masked } identityNumber { masked } taxCode { masked } bankAccount { masked }';
const clear = 'name { value } email { value } phone { value }';
const own =
  'me { id name phone email { address state } address { line province } dateOfBirth identityNumber payment { taxCode } revisions { contact identity payment } }';
const register = `mutation Register($input: RegisterCustomerInput!) {
  registerCustomer(input: $input) { me { id } errors { code path } }
}`;
const update = `mutation Update($input: UpdateContactDetailsInput!) {
  updateContactDetails(input: $input) { me { revisions { contact } } errors { code path } }
}`;

/** What is asked of the API, by employees of those stored and by customers of themselves. */
export async function apiOperations(cloud: Cloud, ids: readonly string[]): Promise<readonly Operation[]> {
  const officer = await cloud.oidc.issueToken({ issuer: 'staff', username: 'privacy_officer' });
  const support = await cloud.oidc.issueToken({ issuer: 'staff', username: 'support' });
  const known = await registration(cloud);
  const registered = await cloud.invoke('api', known.event);
  if (registered.error) throw new Error('nobody could be registered');
  const [id] = ids;
  const variables = { id: globalId('Customer', id ?? '') };
  const twice = (event: unknown) => async () => [event, event] as const;
  const ask = (token: string, query: string, given: object = {}, headers: object = {}) =>
    twice(apiEvent({ token, query, variables: given, headers }));
  const reason = { 'x-processing-purpose': 'CUSTOMER_REQUEST', 'x-reference': 'SUP-1' };
  const change = (expectedRevision: number) =>
    apiEvent({
      token: known.token,
      query: update,
      variables: { input: { idempotencyKey: randomUUID(), expectedRevision, phone: `+8491${digits(7)}` } },
    });
  return [
    { name: 'customers(first: 50), 8 fields masked', of: 'api', events: ask(officer, pageQuery) },
    {
      name: 'customer(id), 8 fields masked',
      of: 'api',
      events: ask(officer, `query One($id: ID!) { customer(id: $id) { ${masked} } }`, variables),
    },
    {
      name: 'customer(id), 3 fields clear',
      of: 'api',
      events: ask(support, `query One($id: ID!) { customer(id: $id) { ${clear} } }`, variables, reason),
    },
    {
      name: 'findCustomer(email), 1 field masked',
      of: 'api',
      events: ask(
        support,
        'query Find($email: EmailAddress) { findCustomer(email: $email) { id name { masked } } }',
        { email: known.email },
      ),
    },
    { name: 'me, all details', of: 'api', events: ask(known.token, `{ ${own} }`) },
    {
      name: 'registerCustomer',
      of: 'api',
      events: async () => [(await registration(cloud)).event, (await registration(cloud)).event],
    },
    { name: 'updateContactDetails(phone)', of: 'api', events: async () => [change(1), change(2)] },
    {
      name: 'auditTrail(customer, first: 50)',
      of: 'api',
      events: ask(
        officer,
        'query Trail($id: ID!) { auditTrail(filter: { customerId: $id }, first: 50) { nodes { at action actor } } }',
        variables,
      ),
    },
  ];
}

/** Somebody new, and the event that registers them. */
export async function registration(cloud: Cloud) {
  const token = await cloud.oidc.issueToken({ issuer: 'customers', username: `user${randomUUID()}` });
  const notice = await noticeInForce(cloud);
  const email = `${randomUUID()}@mail.example`;
  const input = {
    idempotencyKey: randomUUID(),
    kind: 'INDIVIDUAL',
    name: 'Nguyễn Thị Ánh',
    email,
    phone: `+8490${digits(7)}`,
    address: { line: '12 Đường Trần Hưng Đạo', province: 'Đà Nẵng' },
    dateOfBirth: '1987-04-12',
    identityNumber: `0${digits(11)}`,
    language: 'vi',
    notice: { ...notice, language: 'vi' },
    agreed: true,
    storage: true,
    consents: [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: true }],
  };
  return { token, email, event: apiEvent({ token, query: register, variables: { input } }) };
}

async function noticeInForce(cloud: Cloud): Promise<{ version: number; digest: string }> {
  const query = '{ collectionNotice(form: REGISTRATION, language: vi) { version digest } }';
  const { result } = await cloud.invoke('api', apiEvent({ query }));
  const { data, errors } = JSON.parse((result as { body: string }).body);
  if (!data?.collectionNotice) throw new Error(`no notice: ${JSON.stringify(errors)}`);
  return data.collectionNotice;
}

/** An API Gateway REST proxy event (payload format 1.0). */
function apiEvent(asked: { token?: string; query: string; variables?: object; headers?: object }): unknown {
  const { token, query, variables = {}, headers = {} } = asked;
  return {
    httpMethod: 'POST',
    path: '/graphql',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    requestContext: { requestId: randomUUID(), identity: { sourceIp: '192.0.2.7' } },
  };
}
