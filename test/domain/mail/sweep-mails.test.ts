import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { laneOf, type MailLane } from '../../../lambda/domain/mail/lane.ts';
import { sweepMails } from '../../../lambda/domain/mail/sweep-mails.ts';
import { dutyPurposes, marketingPurposes, operationalPurposes } from '../../../lambda/domain/purposes.ts';
import { MemoryWorld } from './memory-world.ts';

const reader = 'READER';
const sweep = (made: MemoryWorld, until = new Date(made.now.getTime() + 30_000)) =>
  sweepMails(made.ports, { by: 'clock', until, perShard: 5 });

function world() {
  const made = new MemoryWorld();
  made.add(reader, 'someone@example.test', ['index']);
  return made;
}

/** A queued mail in a lane and shard of the due index. */
function queue(made: MemoryWorld, lane: MailLane, shard: number): string {
  const mail = made.queue(reader);
  made.mails.set(`${reader}/${mail.id}`, { ...mail, lane });
  made.shards.set(mail.id, shard);
  return mail.id;
}

/** The order in which mails are taken. */
function watch(made: MemoryWorld): string[] {
  const taken: string[] = [];
  const load = made.ports.outbox.load;
  made.ports.outbox.load = (customerId, mailId) => {
    taken.push(mailId);
    return load(customerId, mailId);
  };
  return taken;
}

describe('a sweep', () => {
  it('takes duties, then what is operational, and leaves campaigns to their puller', async () => {
    const made = world();
    const places: [MailLane, number][] = [];
    for (let n = 0; n < 40; n++) places.push(['marketing', n % limits.indexShards]);
    places.push(['operational', 3], ['duty', 9]);
    const ids = places.map(([lane, shard]) => queue(made, lane, shard));
    const taken = watch(made);
    await sweep(made);
    expect(taken).toEqual([ids.at(-1), ids.at(-2)]);
  });

  it('goes on behind a shard that cannot be read, and says so', async () => {
    const made = world();
    const ids = Array.from({ length: limits.indexShards }, (_, shard) => queue(made, 'duty', shard));
    const due = made.ports.outbox.due;
    made.ports.outbox.due = (lane, shard, ...more) =>
      shard === 5 ? Promise.reject(new Error('throttled')) : due(lane, shard, ...more);
    expect(await sweep(made)).toEqual({ settled: ids.length - 1, failed: 0 });
    expect(new Set(made.logged)).toEqual(new Set(['due_not_read']));
    expect(made.find(reader, ids[5] ?? '')?.state).toBe('QUEUED');
  });

  it('begins at another shard each minute, and ends when its time has come', async () => {
    const made = world();
    const ids = Array.from({ length: limits.indexShards }, (_, shard) => queue(made, 'duty', shard));
    const firsts = new Set<string | undefined>();
    const load = made.ports.outbox.load;
    for (let minute = 0; minute < limits.indexShards; minute++) {
      const end = new Date(made.now.getTime() + 30_000);
      const taken: string[] = [];
      made.ports.outbox.load = async (_, mailId) => {
        taken.push(mailId);
        made.now = end;
        return undefined;
      };
      await sweep(made, end);
      expect(taken).toHaveLength(1);
      firsts.add(taken[0]);
      made.pass(0.5);
    }
    made.ports.outbox.load = load;
    expect(firsts).toEqual(new Set(ids));
  });

  it('tells of due items that are no mail’s, and sends the others', async () => {
    const made = world();
    queue(made, 'duty', 0);
    const due = made.ports.outbox.due;
    made.ports.outbox.due = async (...of) => ({ ...(await due(...of)), unreadable: of[1] === 0 ? 2 : 0 });
    expect(await sweep(made)).toEqual({ settled: 1, failed: 0 });
    expect(new Set(made.logged)).toEqual(new Set(['due_item_unreadable']));
  });
});

describe('lanes', () => {
  it('follow from the purpose', () => {
    expect(new Set(dutyPurposes.map(laneOf))).toEqual(new Set(['duty']));
    expect(new Set(operationalPurposes.map(laneOf))).toEqual(new Set(['operational']));
    expect(new Set(marketingPurposes.map(laneOf))).toEqual(new Set(['marketing']));
  });
});
