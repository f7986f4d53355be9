import { describe, expect, it } from 'vitest';
import type { DomainError } from '../../../lambda/domain/errors.ts';
import { correspondentIdOf } from '../../../lambda/domain/request/correspondent.ts';
import { discardQuarantined, releaseQuarantined } from '../../../lambda/domain/request/decide-quarantined.ts';
import type { RequestState } from '../../../lambda/domain/request/request.ts';
import { employee, quarantined, requestWorld } from './request-world.ts';

const call = { idempotencyKey: 'key-000001', customerId: 'CUSTOMER', reference: 'REQ-0123456789' };
const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: DomainError) => error.code,
  );

describe('what is released', () => {
  it('is open, and its clock begins with the decision', async () => {
    const world = requestWorld(quarantined());
    await releaseQuarantined(world.ports, employee(), call);
    expect(world.request()).toEqual({
      ...quarantined(),
      state: 'OPEN',
      version: 2,
      // Friday, and two working days.
      answerDueAt: '2026-11-24T03:00:00.000Z',
      quarantine: {
        cause: 'ADDRESS_HELD',
        decision: 'RELEASED',
        decidedAt: '2026-11-20T03:00:00.000Z',
        decidedBy: 'an-employee',
      },
    });
    expect(world.entries).toEqual([]);
    expect(world.audit.map(({ action, customerId, reference }) => [action, customerId, reference])).toEqual([
      ['RELEASE_QUARANTINED', 'CUSTOMER', 'REQ-0123456789'],
    ]);
  });

  it('stays unproven when it was', async () => {
    const world = requestWorld(quarantined({ isUnproven: true }));
    await releaseQuarantined(world.ports, employee(), call);
    expect(world.request()).toMatchObject({ state: 'OPEN', isUnproven: true });
  });
});

describe('what is discarded', () => {
  it('is closed with its reason, sealed, as a note', async () => {
    const world = requestWorld(quarantined());
    const reason = 'They did not write it.';
    await discardQuarantined(world.ports, employee(), { ...call, reason });
    expect(world.request()).toMatchObject({
      state: 'CLOSED',
      closedAt: '2026-11-20T03:00:00.000Z',
      quarantine: { decision: 'DISCARDED', decidedBy: 'an-employee' },
    });
    const [note, ...others] = world.entries;
    expect(others).toEqual([]);
    expect(note).toMatchObject({ kind: 'NOTE', author: 'staff:an-employee', reference: call.reference });
    expect(new TextDecoder().decode(note?.sealedWords)).toContain(reason);
    expect(JSON.stringify([world.request(), world.audit])).not.toContain(reason);
    expect(world.audit.map(({ action }) => action)).toEqual(['DISCARD_QUARANTINED']);
  });

  it('needs a reason in words', async () => {
    const world = requestWorld(quarantined());
    for (const [reason, code] of [
      [' ', 'REQUIRED'],
      ['x'.repeat(4001), 'TOO_LONG'],
      ['4111 1111 1111 1111', 'CARD_NUMBER_NOT_ACCEPTED'],
    ])
      expect(await codeOf(discardQuarantined(world.ports, employee(), { ...call, reason }))).toBe(code);
    expect(world.request()).toEqual(quarantined());
  });
});

describe('either decision', () => {
  const acts = {
    release: (world: ReturnType<typeof requestWorld>, key = 'key-000001') =>
      releaseQuarantined(world.ports, employee(), { ...call, idempotencyKey: key }),
    discard: (world: ReturnType<typeof requestWorld>, key = 'key-000001') =>
      discardQuarantined(world.ports, employee(), { ...call, idempotencyKey: key, reason: 'no' }),
  };

  it.each(Object.entries(acts))('waits until the hold is lifted: %s', async (_, act) => {
    const world = requestWorld(quarantined(), { isHeld: true });
    expect(await codeOf(act(world))).toBe('ADDRESS_HELD');
    expect(world.request()).toEqual(quarantined());
    expect(world.entries).toEqual([]);
    world.hold(false);
    expect(await codeOf(act(world, 'key-000002'))).toBe('done');
  });

  it.each(Object.entries(acts))('does not slip in before a hold that is being set: %s', async (_, act) => {
    const world = requestWorld(quarantined());
    const { contactStates } = world.ports;
    const load = contactStates.load.bind(contactStates);
    let loads = 0;
    contactStates.load = async (id) => {
      const found = await load(id);
      if (++loads === 1) world.hold(true);
      return found;
    };
    expect(await codeOf(act(world))).toBe('ADDRESS_HELD');
    expect(world.request()).toEqual(quarantined());
  });

  it.each(Object.entries(acts))('is made once, whatever is repeated: %s', async (_, act) => {
    const world = requestWorld(quarantined());
    const first = await act(world);
    const after = world.request();
    expect(await act(world)).toEqual(first);
    expect(world.request()).toEqual(after);
    expect(world.audit).toHaveLength(1);
    // Another employee's click, a second later.
    expect(await codeOf(act(world, 'key-000002'))).toBe('WRONG_STATE');
  });

  it.each(['OPEN', 'ANSWERED', 'CLOSED'] as const satisfies readonly RequestState[])(
    'is not made on one that is %s',
    async (state) => {
      for (const act of Object.values(acts)) {
        const world = requestWorld(quarantined({ state }));
        expect(await codeOf(act(world))).toBe('WRONG_STATE');
        expect(world.request()).toEqual(quarantined({ state }));
      }
    },
  );

  it('is made on a correspondent’s as long as they are kept', async () => {
    const customerId = correspondentIdOf('01ARZ3NDEKTSV4RRFFQ69G5FAV');
    for (const act of [
      (ports: ReturnType<typeof requestWorld>['ports']) =>
        releaseQuarantined(ports, employee(), { ...call, customerId }),
      (ports: ReturnType<typeof requestWorld>['ports']) =>
        discardQuarantined(ports, employee(), { ...call, customerId, reason: 'spam' }),
    ]) {
      const world = requestWorld(quarantined({ subjectId: customerId }));
      // Nobody's address is asked about: they have none that could be held.
      world.ports.contactStates.load = () => Promise.reject(new Error('asked'));
      expect(await codeOf(act(world.ports))).toBe('done');
      const gone = requestWorld(quarantined({ subjectId: customerId }));
      const over = {
        refusal: 'STALE_REVISION',
        refusalPath: [],
        item: { holds: () => false, apply() {} },
      } as const;
      gone.ports.correspondents.exists = () => over;
      gone.ports.correspondents.keep = () => over;
      expect(await codeOf(act(gone.ports))).toBe('NOT_FOUND');
      expect(gone.request()?.state).toBe('QUARANTINED');
    }
  });

  it('keeps a correspondent as long as anybody from the release on, and no longer when it is discarded', async () => {
    const customerId = correspondentIdOf('01ARZ3NDEKTSV4RRFFQ69G5FAV');
    const released = requestWorld(quarantined({ subjectId: customerId }));
    await releaseQuarantined(released.ports, employee(), { ...call, customerId });
    expect(released.kept).toEqual(['2027-02-18T03:00:00.000Z']);
    const discarded = requestWorld(quarantined({ subjectId: customerId }));
    await discardQuarantined(discarded.ports, employee(), { ...call, customerId, reason: 'spam' });
    expect(discarded.kept).toEqual([]);
  });

  it('is not made on another subject’s', async () => {
    const world = requestWorld(quarantined());
    const other = { ...call, customerId: 'ANOTHER' };
    expect(await codeOf(releaseQuarantined(world.ports, employee(), other))).toBe('NOT_FOUND');
  });
});
