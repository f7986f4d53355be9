import { expect, it } from 'vitest';
import { lookupRows } from '../../../lambda/domain/lookup.ts';
import type { ReadyBlindIndex } from '../../../lambda/domain/ports/blind-index.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { IdempotentAnswer } from '../../../lambda/domain/ports/idempotency.ts';
import type { Right, RightsRequest, RightsState } from '../../../lambda/domain/rights/rights-request.ts';
import { withdrawRight } from '../../../lambda/domain/rights/withdraw-right.ts';
import type { CustomerViewer } from '../../../lambda/domain/viewer.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const index: ReadyBlindIndex = {
  of: (kind, text) => `${kind} ${text}`,
  allOf: (kind, text) => [`${kind} ${text}`],
};
const viewerOf = (subject: string): CustomerViewer => ({
  kind: 'customer',
  issuer: 'issuer',
  subject,
  requestId: 'R1',
  origin: { address: '192.0.2.1' },
  language: 'vi',
});
const write = (...item: readonly unknown[]): Write =>
  ({ refusal: 'STALE_REVISION', refusalPath: [], item }) as never;

/** A right of customer C1, as whom subject s1 is signed in; C2 is another. What was written and what was audited. */
function world(right: Right, state: RightsState, request?: 'OPEN' | 'CLOSED') {
  const made = {
    writes: [] as unknown[],
    audit: [] as unknown[],
    answers: new Map<string, IdempotentAnswer>(),
  };
  const asked = { id: 'W1', customerId: 'C1', reference: 'REQ-1', right, state, version: 3 } as RightsRequest;
  const talk = request && { reference: 'REQ-1', state: request, version: 7 };
  const deps = {
    now: () => now,
    blindIndex: { ready: async () => index },
    bindings: {
      find: async ([text = '']: readonly string[]) =>
        lookupRows(index, 'BINDING', [text], text.endsWith('s1') ? 'C1' : 'C2'),
    },
    idempotency: {
      load: async (id: string) => made.answers.get(id),
      insert: (answer: IdempotentAnswer) => write('answer', answer),
    },
    rightsRequests: {
      load: async (customerId: string, id: string) =>
        customerId === 'C1' && id === 'W1' ? asked : undefined,
      put: (before: unknown, after: unknown) => write('right', before, after),
    },
    requests: {
      load: async (customerId: string, reference: string) =>
        customerId === 'C1' && reference === 'REQ-1' ? talk : undefined,
      replace: (before: unknown, after: unknown) => write('request', before, after),
    },
    contactStates: { load: async (customerId: string) => ({ customerId, version: 1 }) },
    commit: async (writes: readonly Write[], audit: readonly unknown[]) => {
      for (const { item } of writes) {
        const [kind, answer] = item as unknown as [string, IdempotentAnswer];
        if (kind === 'answer') made.answers.set(answer.id, answer);
        else made.writes.push(item);
      }
      made.audit.push(...audit);
    },
  } as unknown as Parameters<typeof withdrawRight>[0];
  const act = (subject = 's1', id = 'W1', idempotencyKey = 'key-000001') =>
    withdrawRight(deps, viewerOf(subject), { idempotencyKey, id });
  return { made, asked, talk, act };
}

it('is taken back with the request it was talked about in, in one act that the trail tells of', async () => {
  const { made, asked, talk, act } = world('ERASE', 'ASKED', 'OPEN');
  expect(await act()).toEqual({ customerId: 'C1', id: 'W1' });
  expect(made.writes).toEqual([
    ['right', asked, { ...asked, state: 'WITHDRAWN', version: 4 }],
    ['request', talk, { ...talk, state: 'CLOSED', version: 8, closedAt: now.toISOString() }],
  ]);
  expect(made.audit).toEqual([
    {
      action: 'WITHDRAW_RIGHT',
      outcome: 'ALLOWED',
      actor: { id: 'customer:C1', roles: [] },
      customerId: 'C1',
      reference: 'REQ-1',
      fields: ['ERASE'],
      requestId: 'R1',
      origin: { address: '192.0.2.1' },
    },
  ]);
});

it('leaves a request alone that is closed already, or gone', async () => {
  for (const request of ['CLOSED', undefined] as const) {
    const { made, act } = world('COPY', 'ASKED', request);
    await act();
    expect(made.writes).toMatchObject([['right', {}, { state: 'WITHDRAWN' }]]);
  }
});

it('is only what was asked for and not decided; a granted erasure says that it is under way', async () => {
  const refused = [
    ['ERASE', 'GRANTED', 'ERASURE_UNDER_WAY'],
    ['WITHDRAW_STORAGE', 'GRANTED', 'ERASURE_UNDER_WAY'],
    ['COPY', 'GRANTED', 'WRONG_STATE'],
    ['ERASE', 'DONE', 'WRONG_STATE'],
    ['RESTRICT', 'DONE', 'WRONG_STATE'],
    ['OBJECT', 'REFUSED', 'WRONG_STATE'],
    ['CLOSE_ACCOUNT', 'WITHDRAWN', 'WRONG_STATE'],
  ] as const;
  for (const [right, state, code] of refused) {
    const { made, act } = world(right, state, 'OPEN');
    await expect(act(), `${right} ${state}`).rejects.toMatchObject({ issues: [{ code, path: ['id'] }] });
    expect(made.writes).toEqual([]);
  }
  const { act } = world('ERASE', 'ASKED');
  await expect(act('s1', 'W2')).rejects.toMatchObject({ issues: [{ code: 'NOT_FOUND', path: ['id'] }] });
});

it('storing that was withdrawn is not stored again without the notice that is agreed to (P1.4)', async () => {
  const { made, act } = world('WITHDRAW_STORAGE', 'ASKED', 'OPEN');
  await expect(act()).rejects.toMatchObject({ issues: [{ code: 'REQUIRED', path: ['notice'] }] });
  expect(made.writes).toEqual([]);
});

it('keeps its answer for its own caller: the same key of another customer is another act, and is not told of it', async () => {
  const { made, act } = world('ERASE', 'ASKED', 'OPEN');
  await act();
  expect(await act()).toEqual({ customerId: 'C1', id: 'W1' });
  expect(made.audit).toHaveLength(1);
  await expect(act('s2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
