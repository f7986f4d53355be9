import { expect, it } from 'vitest';
import { correspondentIdOf } from '../../../lambda/domain/request/correspondent.ts';
import { replyToRequest } from '../../../lambda/domain/request/reply-to-request.ts';
import { employee, quarantined, requestWorld } from './request-world.ts';

it('adds nothing to a correspondent whose time ends while they are answered', async () => {
  const customerId = correspondentIdOf('01ARZ3NDEKTSV4RRFFQ69G5FAV');
  const before = quarantined({ subjectId: customerId, state: 'OPEN' });
  const { reference } = before;
  for (const isOver of [false, true]) {
    const world = requestWorld(before);
    const mails: string[] = [];
    const row = (holds: () => boolean, apply = () => {}) =>
      ({ refusal: 'STALE_REVISION', refusalPath: [], item: { holds, apply } }) as const;
    const ports = Object.assign(world.ports, {
      outbox: {
        insert: ({ id }: { readonly id: string }) =>
          row(
            () => true,
            () => void mails.push(id),
          ),
      },
    });
    ports.correspondents.exists = () => row(() => !isOver);
    const call = { idempotencyKey: 'key-000001', customerId, reference, message: 'an answer' };
    const replied = replyToRequest(ports, employee(), call);
    if (isOver) await expect(replied).rejects.toMatchObject({ code: 'NOT_FOUND' });
    else await replied;
    expect([mails.length, world.entries.length]).toEqual(isOver ? [0, 0] : [1, 1]);
    expect(world.request()?.state).toBe(isOver ? 'OPEN' : 'ANSWERED');
  }
});
