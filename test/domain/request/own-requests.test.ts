import { describe, expect, it } from 'vitest';
import { ownRequests } from '../../../lambda/domain/request/own-requests.ts';
import { quarantineNotice } from '../../../lambda/domain/request/quarantine-notice.ts';
import { quarantined, requestWorld } from './request-world.ts';

describe('the own requests', () => {
  it('come in pages, newest first, each once, those of one instant too', async () => {
    const world = requestWorld(quarantined());
    const all = [...'ABCDEFG'].map((letter, n) =>
      quarantined({
        reference: `REQ-000000000${letter}`,
        openedAt: `2026-11-1${Math.floor(n / 3)}T03:00:00.000Z`,
      }),
    );
    world.requests.clear();
    for (const one of all) world.requests.set(one.reference, one);
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 4; page++) {
      const { items, hasNextPage } = await ownRequests(world.ports, 'CUSTOMER', { first: 2, after });
      seen.push(...items.map(({ request }) => request.reference));
      after = items.at(-1)?.cursor;
      expect([page, hasNextPage]).toEqual([page, page < 3]);
    }
    expect(seen.map((reference) => reference.at(-1)).join('')).toBe('GFEDCBA');
    expect((await ownRequests(world.ports, 'ANOTHER', { first: 2, after: undefined })).items).toEqual([]);
  });

  it('are not read from anywhere else', async () => {
    const { ports } = requestWorld(quarantined());
    for (const after of ['', 'x', Buffer.from('2026-11-16T03:00:00.000Z#REQ-1').toString('base64url')])
      await expect(ownRequests(ports, 'CUSTOMER', { first: 2, after })).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      });
    await expect(ownRequests(ports, 'CUSTOMER', { first: 51, after: undefined })).rejects.toMatchObject({
      code: 'INVALID_FORMAT',
    });
  });

  it('say what is so with one that waits, or was set aside, and of no other', () => {
    const by = { cause: 'ADDRESS_HELD', decidedAt: undefined, decidedBy: undefined } as const;
    const told = ['vi', 'en'].flatMap((language) =>
      [
        quarantined(),
        quarantined({ state: 'CLOSED', quarantine: { ...by, decision: 'DISCARDED' } }),
        quarantined({ state: 'OPEN', quarantine: { ...by, decision: 'RELEASED' } }),
      ].map((request) => quarantineNotice(request, language as 'vi')),
    );
    expect(told.map((words) => words === undefined)).toEqual([false, false, true, false, false, true]);
    expect(new Set(told).size).toBe(5);
  });
});
