import { describe, expect, it } from 'vitest';
import type { DataClass } from '../../../lambda/domain/access.ts';
import { reveal } from '../../../lambda/domain/customer/reveal.ts';
import type { RevealRequest } from '../../../lambda/domain/customer/reveal-request.ts';
import type { DomainError } from '../../../lambda/domain/errors.ts';
import { isReferenceOf, reachOfReference } from '../../../lambda/domain/request/judge-reference.ts';
import type { CustomerRequest } from '../../../lambda/domain/request/request.ts';
import { employee, quarantined, requestWorld } from './request-world.ts';

const { quarantine: _, ...open } = quarantined({ state: 'OPEN' });
const decided = (decision: 'RELEASED' | 'DISCARDED') => ({
  cause: 'ADDRESS_HELD' as const,
  decision,
  decidedAt: '2026-11-20T03:00:00.000Z',
  decidedBy: 'an-employee',
});

const cases: readonly (readonly [string, CustomerRequest, 'SUBJECT' | 'OWN_WORDS' | undefined])[] = [
  ['open', open, 'SUBJECT'],
  ['answered', { ...open, state: 'ANSWERED' }, 'SUBJECT'],
  ['closed', { ...open, state: 'CLOSED' }, undefined],
  ['in quarantine', quarantined(), 'OWN_WORDS'],
  ['in quarantine and unproven', quarantined({ isUnproven: true }), 'OWN_WORDS'],
  ['released', quarantined({ state: 'OPEN', quarantine: decided('RELEASED') }), 'SUBJECT'],
  [
    'released, answered and closed',
    quarantined({ state: 'CLOSED', quarantine: decided('RELEASED') }),
    undefined,
  ],
  [
    'released and unproven',
    quarantined({ state: 'OPEN', isUnproven: true, quarantine: decided('RELEASED') }),
    'OWN_WORDS',
  ],
  ['discarded', quarantined({ state: 'CLOSED', quarantine: decided('DISCARDED') }), 'OWN_WORDS'],
  ['unproven', { ...open, isUnproven: true }, 'OWN_WORDS'],
  ['unproven and answered', { ...open, state: 'ANSWERED', isUnproven: true }, 'OWN_WORDS'],
  ['unproven and closed', { ...open, state: 'CLOSED', isUnproven: true }, undefined],
];

describe('a reference', () => {
  it.each(cases)('of a request that is %s reaches so far', async (_, request, reach) => {
    const { ports } = requestWorld(request);
    expect(await reachOfReference(ports, 'CUSTOMER', request.reference)).toBe(reach);
    expect(await isReferenceOf(ports, 'CUSTOMER', request.reference)).toBe(reach === 'SUBJECT');
    expect(await reachOfReference(ports, 'ANOTHER', request.reference)).toBeUndefined();
  });
});

const code = (act: Promise<unknown>) =>
  act.then(
    () => 'shown',
    (error: DomainError) => error.code,
  );

describe('under a reference that reaches its own words alone', () => {
  const bounded = cases.filter(([, , reach]) => reach === 'OWN_WORDS');
  const world = (request: CustomerRequest) => {
    const made = requestWorld(request);
    const at = { kind: 'requestEntry', recordId: 'E' };
    const record = (dataClass: DataClass, writtenIn?: string): RevealRequest => ({
      keyring: made.keyring,
      dataClass,
      field: 'requestWords',
      view: 'value',
      ...(writtenIn !== undefined && { writtenIn }),
      open: () => made.sealed(at, 'words'),
    });
    const read = (...asked: readonly RevealRequest[]) =>
      code(reveal(made.ports, employee({ roles: ['privacy_officer'] }), { customerId: undefined }, asked));
    return { ...made, record, read };
  };

  it.each(bounded)('what it says itself is read: %s', async (_, request) => {
    const { read, record, audit } = world(request);
    expect(await read(record('content', request.reference))).toBe('shown');
    expect(audit).toMatchObject([{ action: 'READ', outcome: 'ALLOWED', reference: request.reference }]);
  });

  it.each(bounded)(
    'nothing else is, alone or beside it, and the attempt is recorded: %s',
    async (_, request) => {
      const made = world(request);
      const { record, loaded } = made;
      const own = record('content', request.reference);
      const others: readonly RevealRequest[] = [
        { loaded, field: 'email', view: 'value' },
        { loaded, field: 'identityNumber', view: 'value' },
        record('content', 'REQ-ABCDEFGHJK'),
        record('content'),
        // What says of itself that it was written there, and is of another class.
        record('contact', request.reference),
        record('identity', request.reference),
      ];
      for (const other of others)
        for (const asked of [[other], [own, other], [other, own]]) {
          made.audit.length = 0;
          expect(await made.read(...asked)).toBe('REFERENCE_UNKNOWN');
          expect(made.audit).toMatchObject([
            { action: 'READ', outcome: 'REFUSED', code: 'REFERENCE_UNKNOWN' },
          ]);
        }
    },
  );

  it('a masked value beside it is no clear one', async () => {
    const { read, record, loaded } = world(quarantined());
    expect(await read(record('content', 'REQ-0123456789'), { loaded, field: 'name', view: 'masked' })).toBe(
      'shown',
    );
  });

  it('what was released opens the rest', async () => {
    const { read, loaded } = world(quarantined({ state: 'OPEN', quarantine: decided('RELEASED') }));
    expect(await read({ loaded, field: 'email', view: 'value' })).toBe('shown');
  });
});
