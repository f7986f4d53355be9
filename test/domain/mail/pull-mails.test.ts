import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { createPace } from '../../../lambda/domain/mail/pace.ts';
import { MailPostponed } from '../../../lambda/domain/mail/transport-errors.ts';
import { MemoryWorld } from './memory-world.ts';
import { createPuller } from './pull.ts';

/** So many readers with a mail of the campaign each, over all shards. */
function world(readers: number) {
  const made = new MemoryWorld();
  made.publish();
  const campaign = made.campaign('CAMPAIGN');
  for (let n = 0; n < readers; n++) {
    const id = `READER${n}`;
    made.add(id, `r${n}@example.test`, [`index${n}`], 'VERIFIED');
    if (n % 4 !== 3) made.choose(id, 'PROMOTIONS', true);
    made.shards.set(made.queueOf(campaign, id).id, n % limits.indexShards);
  }
  return made;
}

describe('the puller', () => {
  it('sends all that is due, refuses what the gate refuses, and ends', async () => {
    const made = world(120);
    expect(await createPuller(made).run()).toEqual({ handled: 120, failed: 0 });
    expect(made.counted('CAMPAIGN')).toEqual({ SENT: 90, SUPPRESSED: 30 });
    expect(await createPuller(made).run()).toEqual({ handled: 0, failed: 0 });
  });

  it('keeps to four fifths of the rate, and what is refused costs no turn', async () => {
    const made = world(200);
    const start = made.now.getTime();
    const at: number[] = [];
    const { send } = made.ports.mailTransport;
    made.ports.mailTransport.send = (message) => {
      at.push(made.now.getTime() - start);
      return send(message);
    };
    await createPuller(made).run();
    expect(at).toHaveLength(150);
    // Ten a second: eight for campaigns, and the few that are side by side.
    for (let n = 0; n < at.length; n++) {
      const within = at.filter((one) => one >= (at[n] ?? 0) && one < (at[n] ?? 0) + 1000);
      expect(within.length).toBeLessThanOrEqual(8 + limits.pulledAtOnce);
    }
    const seconds = (at.at(-1) ?? 0) / 1000;
    expect(seconds).toBeGreaterThan(150 / 8 - 1);
    // Those that were refused took fewer turns than they are.
    expect(seconds).toBeLessThan(200 / 8 - 2);
  });

  it('is not held up by mails that fail or an index that lags, and loses none', async () => {
    const made = world(64);
    const { load } = made.ports.contactStates;
    made.ports.contactStates.load = (id) => (id === 'READER0' ? Promise.reject(new Error('down')) : load(id));
    const { due } = made.ports.outbox;
    const gone: { customerId: string; mailId: string; dueAt: string }[] = [];
    made.ports.outbox.due = async (lane, shard, until, first) => {
      const { mails } = await due(lane, shard, until, first);
      gone.push(...mails.filter(({ mailId }) => !gone.some((one) => one.mailId === mailId)));
      const stale = gone.filter(({ mailId }) => made.shards.get(mailId) === shard);
      return { mails: stale.slice(0, first), unreadable: 0 };
    };
    const report = await createPuller(made).run();
    expect(report).toEqual({ handled: 63, failed: 1 });
    made.ports.contactStates.load = load;
    expect(await createPuller(made).run()).toMatchObject({ handled: 1 });
  });

  it('leaves what SES does not take now for later', async () => {
    const made = world(3);
    made.answer = () => {
      throw new MailPostponed('Throttling');
    };
    expect(await createPuller(made).run()).toEqual({ handled: 3, failed: 0 });
    expect(made.counted('CAMPAIGN')).toEqual({ QUEUED: 3 });
    made.answer = undefined;
    made.pass(2);
    await createPuller(made).run();
    expect(made.counted('CAMPAIGN')).toEqual({ SENT: 3 });
  });
});

describe('a pace', () => {
  it('gives turns one after the other, and gives an unused one to the next', async () => {
    let at = 0;
    const waits: number[] = [];
    const pause = async (milliseconds: number) => {
      waits.push(milliseconds);
    };
    const pace = createPace({ now: () => new Date(at), pause }, 10);
    await pace.turn();
    await pace.turn();
    await pace.turn();
    expect(waits).toEqual([100, 200]);
    pace.giveBack();
    await pace.turn();
    expect(waits).toEqual([100, 200, 200]);
    at = 1000;
    await pace.turn();
    expect(waits).toHaveLength(3);
  });
});
