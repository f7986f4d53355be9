import { afterEach, expect, it, vi } from 'vitest';
import type { Session } from '../../cdk/graphiql/session.ts';
import { createStaffFetcher, type RequestContext, requestHeaders } from '../../cdk/graphiql/staff-fetcher.ts';

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

it('remembers the first customer of an answer, and no other id', async () => {
  const id = Buffer.from('Customer:01J').toString('base64url');
  const other = Buffer.from('AuditVerification:01J').toString('base64url');
  const { events, run } = fetcherOver(
    Response.json({ data: { v: { id: other }, customers: { nodes: [{ id }, { id: `${id}x` }] } } }),
  );
  await run();
  expect(events).toEqual([id]);
});

it('says so when the answer is not JSON', async () => {
  const { run } = fetcherOver(new Response('<html>', { status: 502 }));
  expect(await run()).toEqual({ errors: [{ message: 'The API answered with status 502 and no JSON.' }] });
});
