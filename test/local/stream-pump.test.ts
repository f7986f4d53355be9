import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBStreamsClient, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { FunctionError, Outcome } from '../../local/functions/invocation.ts';
import {
  type StreamPump,
  type StreamPumpOptions,
  startStreamPump,
} from '../../local/functions/stream-pump.ts';

// Two slow cores, with others at work on them.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 });

const streamArn = 'arn:aws:dynamodb:local:000000000000:table/t/stream/1';
const dir = mkdtempSync(join(tmpdir(), 'stream-pump-'));
afterAll(() => rmSync(dir, { recursive: true }));

interface FakeShard {
  readonly id: string;
  readonly parent?: string;
  readonly records: StreamRecord[];
  closed?: boolean;
  /** Sequence numbers below this one are gone. */
  trimmed?: number;
}

/** A stream that lives in memory, behind the three calls a reader makes. */
class FakeStream {
  readonly shards: FakeShard[] = [{ id: 'shard-1', records: [] }];
  /** Errors that the next calls answer with. */
  readonly faults: string[] = [];
  // As the engines of a desk do: they count from 1, with zeros before it.
  sequence = 0n;

  put(kind: string, id: string, shard = this.shards[0] as FakeShard, state?: string): string {
    this.sequence += 1n;
    const NewImage = {
      kind: { S: kind },
      id: { S: id },
      sealed: { B: new Uint8Array([1, 2, 255]) },
      ...(state === undefined ? {} : { state: { S: state } }),
    };
    const SequenceNumber = String(this.sequence).padStart(21, '0');
    shard.records.push({
      eventID: id,
      eventName: 'INSERT',
      dynamodb: {
        Keys: { id: { S: id } },
        NewImage,
        SequenceNumber,
        ApproximateCreationDateTime: new Date(5500),
      },
    });
    return SequenceNumber;
  }

  readonly client = {
    send: async (command: { input: Record<string, unknown>; constructor: { name: string } }) => {
      const fault = this.faults.shift();
      if (fault) throw Object.assign(new Error(fault), { name: fault });
      const { input } = command;
      if (command.constructor.name === 'DescribeStreamCommand') {
        return {
          StreamDescription: {
            Shards: this.shards.map(({ id, parent }) => ({ ShardId: id, ParentShardId: parent })),
          },
        };
      }
      if (command.constructor.name === 'GetShardIteratorCommand') {
        const shard = this.shards.find(({ id }) => id === input.ShardId) as FakeShard;
        if (input.SequenceNumber && !/^\d{21,40}$/.test(String(input.SequenceNumber)))
          throw Object.assign(new Error('no sequence number'), { name: 'ValidationException' });
        const after = BigInt((input.SequenceNumber as string | undefined) ?? -1);
        if (input.SequenceNumber && shard.trimmed) {
          throw Object.assign(new Error('trimmed'), { name: 'TrimmedDataAccessException' });
        }
        const at = shard.records.findIndex((record) => BigInt(record.dynamodb?.SequenceNumber ?? 0) > after);
        return { ShardIterator: `${shard.id}|${at < 0 ? shard.records.length : at}` };
      }
      const [id, at] = String(input.ShardIterator).split('|');
      const shard = this.shards.find((known) => known.id === id) as FakeShard;
      const records = shard.records.slice(Number(at));
      return {
        Records: records,
        NextShardIterator: shard.closed ? undefined : `${id}|${shard.records.length}`,
      };
    },
  } as unknown as DynamoDBStreamsClient;
}

type Batch = { Records: { eventID: string; dynamodb: Record<string, unknown> }[] };
const pumps: StreamPump[] = [];
afterEach(async () => {
  await Promise.all(pumps.splice(0).map((pump) => pump.stop()));
});

function pump(
  stream: FakeStream,
  answer: (ids: string[]) => unknown,
  options: Partial<StreamPumpOptions> = {},
) {
  const batches: string[][] = [];
  const parked: [id: string | undefined, error: FunctionError][] = [];
  const started = startStreamPump({
    streamsClient: stream.client,
    streamArn,
    batchSize: 10,
    retries: 2,
    pollMs: 2,
    backoffMs: 1,
    invoke: async (event): Promise<Outcome> => {
      const ids = (event as Batch).Records.map(({ eventID }) => eventID);
      batches.push(ids);
      try {
        return { result: (await answer(ids)) ?? null };
      } catch (error) {
        return { error: { errorType: 'Error', errorMessage: (error as Error).message } };
      }
    },
    onParked: (record, error) => {
      parked.push([record.eventID, error]);
    },
    ...options,
  });
  pumps.push(started);
  return { batches, parked, seen: () => batches.flat(), stop: () => started.stop() };
}
const failures = (sequences: string[]) => ({
  batchItemFailures: sequences.map((itemIdentifier) => ({ itemIdentifier })),
});

describe('a stream pump', () => {
  it('delivers records as Lambda writes them: binary in Base64, seconds for the time', async () => {
    const stream = new FakeStream();
    const sequence = stream.put('MAIL', 'a');
    const events: unknown[] = [];
    pump(stream, () => null, {
      invoke: async (event) => {
        events.push(event);
        return { result: null };
      },
    });
    await eventually(() => events).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(events[0]))).toEqual({
      Records: [
        {
          eventID: 'a',
          eventName: 'INSERT',
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          awsRegion: 'local',
          dynamodb: {
            ApproximateCreationDateTime: 5,
            Keys: { id: { S: 'a' } },
            NewImage: { kind: { S: 'MAIL' }, id: { S: 'a' }, sealed: { B: 'AQL/' } },
            SequenceNumber: sequence,
          },
          eventSourceARN: streamArn,
        },
      ],
    });
  });

  it('delivers the wanted kinds only, in batches of a size', async () => {
    const stream = new FakeStream();
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      stream.put(id === 'c' ? 'OTHER' : 'MAIL', id);
    }
    const { batches } = pump(stream, () => null, { filter: { kind: ['MAIL'] }, batchSize: 3 });
    await eventually(() => batches).toEqual([['a', 'b', 'd'], ['e']]);
    stream.put('MAIL', 'f');
    await eventually(() => batches.at(-1)).toEqual(['f']);
  });

  it('delivers the wanted states only', async () => {
    const stream = new FakeStream();
    const [shard] = stream.shards;
    for (const [id, kind, state] of [
      ['a', 'MAIL', 'SENDING'],
      ['b', 'MAIL', 'QUEUED'],
      ['c', 'OTHER', 'QUEUED'],
      ['d', 'MAIL', undefined],
      ['e', 'MAIL', 'QUEUED'],
    ] as const)
      stream.put(kind, id, shard, state);
    const { batches } = pump(stream, () => null, { filter: { kind: ['MAIL'], state: ['QUEUED'] } });
    await eventually(() => batches).toEqual([['b', 'e']]);
  });

  it('goes on from the first failed record of a partial answer', async () => {
    const stream = new FakeStream();
    const sequences = ['a', 'b', 'c', 'd'].map((id) => stream.put('MAIL', id));
    let failing = true;
    const { batches } = pump(stream, (ids) => {
      if (!failing || !ids.includes('c')) return null;
      failing = false;
      return failures([sequences[2] as string]);
    });
    await expect
      .poll(() => batches)
      .toEqual([
        ['a', 'b', 'c', 'd'],
        ['c', 'd'],
      ]);
  });

  it('halves a failed batch, parks the record that fails alone, and delivers its neighbours', async () => {
    const stream = new FakeStream();
    for (const id of ['a', 'b', 'c', 'd']) stream.put('MAIL', id);
    const { batches, parked } = pump(stream, (ids) => {
      if (ids.includes('c')) throw new Error('poison');
    });
    await eventually(() => batches.at(-1)).toEqual(['d']);
    expect(batches.filter((batch) => !batch.includes('c'))).toEqual([['a', 'b'], ['d']]);
    // Once and two retries alone, after the batch and its half.
    expect(batches.filter((batch) => batch.join() === 'c')).toHaveLength(3);
    expect(parked).toEqual([['c', { errorType: 'Error', errorMessage: 'poison' }]]);
  });

  it('takes an unknown identifier for a failure of the whole batch', async () => {
    const stream = new FakeStream();
    for (const id of ['a', 'b']) stream.put('MAIL', id);
    const { parked } = pump(stream, () => failures(['']), { retries: 0 });
    await eventually(() => parked.map(([id]) => id)).toEqual(['a', 'b']);
  });

  it('goes on after a restart where it stopped', async () => {
    const stream = new FakeStream();
    const checkpointFile = join(dir, 'restart.json');
    stream.put('MAIL', 'a');
    const first = pump(stream, () => null, { checkpointFile });
    await eventually(first.seen).toEqual(['a']);
    await first.stop();
    stream.put('MAIL', 'b');
    const second = pump(stream, () => null, { checkpointFile });
    await eventually(second.seen).toEqual(['b']);
    await second.stop();
    const third = pump(stream, () => null, { checkpointFile });
    stream.put('MAIL', 'c');
    await eventually(third.seen).toEqual(['c']);
  });

  it('does not count a delivery that the stop cut off', async () => {
    const stream = new FakeStream();
    const checkpointFile = join(dir, 'cut.json');
    stream.put('MAIL', 'a');
    let stop = () => {};
    const cut = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const first = pump(
      stream,
      async () => {
        await cut;
        throw new Error('stopped');
      },
      { checkpointFile, retries: 0 },
    );
    await eventually(first.seen).toEqual(['a']);
    const stopping = first.stop();
    stop();
    await stopping;
    expect(first.parked).toEqual([]);
    const second = pump(stream, () => null, { checkpointFile });
    await eventually(second.seen).toEqual(['a']);
  });

  it('starts from the oldest record when the file is torn, of another stream, or behind the trim', async () => {
    for (const content of [
      '{',
      JSON.stringify({ streamArn: 'another', shards: { 'shard-1': '9'.repeat(30) } }),
    ]) {
      const stream = new FakeStream();
      stream.put('MAIL', 'a');
      const checkpointFile = join(dir, 'torn.json');
      writeFileSync(checkpointFile, content);
      const { seen, stop } = pump(stream, () => null, { checkpointFile });
      await eventually(seen).toEqual(['a']);
      await stop();
    }
    const trimmed = new FakeStream();
    trimmed.put('MAIL', 'a');
    (trimmed.shards[0] as FakeShard).trimmed = 1;
    const checkpointFile = join(dir, 'trimmed.json');
    writeFileSync(checkpointFile, JSON.stringify({ streamArn, shards: { 'shard-1': '1' } }));
    const { seen } = pump(trimmed, () => null, { checkpointFile });
    await eventually(seen).toEqual(['a']);
  });

  it('follows a closed shard to its children, and not before', async () => {
    const stream = new FakeStream();
    const [parent] = stream.shards as [FakeShard];
    const child = { id: 'shard-2', parent: parent.id, records: [] };
    stream.shards.push(child);
    stream.put('MAIL', 'child', child);
    stream.put('MAIL', 'parent', parent);
    const { seen } = pump(stream, () => null);
    await eventually(seen).toEqual(['parent']);
    parent.closed = true;
    await eventually(seen).toEqual(['parent', 'child']);
  });

  it('reads on after faults of the stream', async () => {
    const stream = new FakeStream();
    stream.put('MAIL', 'a');
    const faults: string[] = [];
    const { seen } = pump(stream, () => null, { onReadError: (error) => faults.push(error.name) });
    await eventually(seen).toEqual(['a']);
    stream.faults.push('ThrottlingException', 'ExpiredIteratorException');
    stream.put('MAIL', 'b');
    await eventually(seen).toEqual(['a', 'b']);
    expect(faults).toEqual(['ThrottlingException', 'ExpiredIteratorException']);
  });

  it('does not let a long item hold up others when it works in parallel, and keeps the order of each item', async () => {
    const stream = new FakeStream();
    const over = Promise.withResolvers<void>();
    stream.put('JOB', 'long');
    const others = Array.from({ length: 40 }, (_, n) => `other-${n}`);
    for (const id of others) stream.put('JOB', id);
    stream.put('JOB', 'long');
    const underWay = new Set<string>();
    let most = 0;
    let together = 0;
    const { seen, stop } = pump(
      stream,
      async ([id = '']) => {
        if (underWay.has(id)) together += 1;
        underWay.add(id);
        most = Math.max(most, underWay.size);
        if (id === 'long') await over.promise;
        else await new Promise((resolve) => setImmediate(resolve));
        underWay.delete(id);
      },
      { batchSize: 1, parallel: 10, checkpointFile: join(dir, 'parallel.json') },
    );
    // What shares the lane of the long one waits; its own second record does for certain.
    await eventually(() => seen().length).toBeGreaterThan(25);
    expect(seen().filter((id) => id === 'long')).toHaveLength(1);
    // A later record is read and delivered though the first is under way.
    const late = Array.from({ length: 20 }, (_, n) => `late-${n}`);
    for (const id of late) stream.put('JOB', id);
    await eventually(() => seen().filter((id) => late.includes(id)).length).toBeGreaterThan(8);
    over.resolve();
    await eventually(() => seen().length).toBe(62);
    expect([together, most > 1, most <= 10]).toEqual([0, true, true]);
    await stop();
  });

  it('begins again with what was under way in parallel when it was cut off', async () => {
    const stream = new FakeStream();
    const checkpointFile = join(dir, 'parallel-cut.json');
    const ids = Array.from({ length: 30 }, (_, n) => `item-${n}`);
    for (const id of ids) stream.put('JOB', id);
    const options = { batchSize: 1, parallel: 10, checkpointFile, retries: 1000, backoffMs: 1000 };
    const first = pump(
      stream,
      async ([id]) => {
        if (id === 'item-0') throw new Error('down');
      },
      options,
    );
    await eventually(() => first.seen().length).toBeGreaterThan(20);
    await first.stop();
    const second = pump(stream, () => null, options);
    await eventually(() => new Set(second.seen()).size).toBe(ids.length);
  });

  it('loses nothing when records come out of order and the pump is cut off between batches', async () => {
    const stream = new FakeStream();
    const [shard] = stream.shards as [FakeShard];
    const checkpointFile = join(dir, 'order.json');
    for (const id of ['a', 'b', 'c']) stream.put('MAIL', id);
    const inOrder = [...shard.records];
    shard.records.reverse();
    const first = pump(
      stream,
      async (ids) => {
        if (ids.includes('b')) throw new Error('down');
      },
      { checkpointFile, batchSize: 1, retries: 1000, backoffMs: 1000 },
    );
    await eventually(first.seen).toEqual(['c', 'b']);
    await first.stop();
    shard.records.splice(0, 3, ...inOrder);
    const second = pump(stream, () => null, { checkpointFile });
    await eventually(() => second.seen()).toEqual(expect.arrayContaining(['a', 'b']));
  });
});
