import { afterEach, expect, it, vi } from 'vitest';
import type { Session } from '../../cdk/graphiql/session.ts';
import {
  createStaffFetcher,
  fullestCustomer,
  type RequestContext,
  requestHeaders,
} from '../../cdk/graphiql/staff-fetcher.ts';

const session: Session = {
  accessToken: 'token',
  subject: 's',
  name: 'n',
  roles: ['support'],
  expiresAt: Date.now() + 60_000,
};
const context: RequestContext = { session, purpose: '', reference: ' ', language: 'vi' };

afterEach(() => vi.unstubAllGlobals());

function fetcherOver(answer: Response, over: Partial<Session> = {}) {
  const sent = vi.fn(async () => answer);
  vi.stubGlobal('fetch', sent);
  const events: string[] = [];
  const fetcher = createStaffFetcher({
    url: '/graphql',
    context: () => ({ ...context, session: { ...session, ...over } }),
    onSessionOver: () => events.push('over'),
    onCustomerSeen: (id) => events.push(id),
  });
  return { sent, events, run: () => fetcher({ query: '{ me { id } }' }) };
}

it('leaves out purpose and reference while they are empty', () => {
  expect(requestHeaders(context)).toEqual({
    accept: expect.stringContaining('application/json'),
    'content-type': 'application/json',
    authorization: 'Bearer token',
    'accept-language': 'vi',
  });
  expect(requestHeaders({ ...context, purpose: 'PAYMENT', reference: ' SUP-1 ' })).toMatchObject({
    'x-processing-purpose': 'PAYMENT',
    'x-reference': 'SUP-1',
  });
});

it('sends nothing once the token has expired', async () => {
  const { sent, events, run } = fetcherOver(Response.json({}), { expiresAt: Date.now() - 1 });
  expect(await run()).toMatchObject({ errors: [{ message: expect.stringContaining('Sign in again') }] });
  expect(sent).not.toHaveBeenCalled();
  expect(events).toEqual(['over']);
});

it.each([
  Response.json({ errors: [{ message: 'm', extensions: { code: 'UNAUTHENTICATED' } }] }),
  Response.json({ errors: [{ message: 'm' }] }, { status: 401 }),
])('asks to sign in again when the API no longer takes the token', async (answer) => {
  const { events, run } = fetcherOver(answer);
  await run();
  expect(events).toEqual(['over']);
});

it('remembers the customer of whom an answer says the most, and no other id', async () => {
  const id = (name: string) => Buffer.from(`Customer:${name}`).toString('base64url');
  const other = Buffer.from('AuditVerification:01J').toString('base64url');
  const nodes = [
    { id: id('poor'), name: { masked: 'A' }, card: { masked: null } },
    { id: id('rich'), name: { masked: 'B' }, card: { masked: 'C' } },
    { id: id('alike'), name: { masked: 'B' }, card: { masked: 'C' } },
  ];
  const { events, run } = fetcherOver(Response.json({ data: { v: { id: other }, customers: { nodes } } }));
  await run();
  expect(events).toEqual([id('rich')]);
  expect(fullestCustomer({ auditTrail: { nodes: [{ customerId: null }, { customerId: id('one') }] } })).toBe(
    id('one'),
  );
  expect(fullestCustomer(null)).toBeUndefined();
});

it('says so when the answer is not JSON', async () => {
  const { run } = fetcherOver(new Response('<html>', { status: 502 }));
  expect(await run()).toEqual({ errors: [{ message: 'The API answered with status 502 and no JSON.' }] });
});
