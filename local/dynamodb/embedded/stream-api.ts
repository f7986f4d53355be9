/** The DynamoDB Streams API: one shard a stream, records kept for 24 hours as in the cloud. */
import { apiError, invalid } from './api-error.ts';
import { type Table, tableOf } from './dynalite.ts';
import type { Engine } from './engine.ts';
import { place, under } from './level.ts';
import { type StreamRecord, sequenceNumber, streamKey } from './stream-record.ts';

type Body = Record<string, unknown>;

const shardId = 'shardId-00000000000000000001-00000001';
const iteratorMilliseconds = 15 * 60 * 1000;
const maximumAnswerBytes = 1024 * 1024;

async function tableOfStream(engine: Engine, arn: unknown): Promise<Table> {
  const name = /:table\/([\w.-]+)\/stream\//.exec(String(arn))?.[1];
  const table = name ? await tableOf(engine.store, name).catch(() => undefined) : undefined;
  if (!table || table.LatestStreamArn !== arn) {
    throw apiError('ResourceNotFoundException', 'Requested resource not found: Stream not found');
  }
  return table;
}

export async function listStreams(engine: Engine, body: Body): Promise<Body> {
  const Streams: Body[] = [];
  for await (const [, value] of engine.store.db.iterator(under(place.tables))) {
    const { LatestStreamArn: StreamArn, LatestStreamLabel: StreamLabel, TableName } = value as Table;
    const asked = body.TableName === undefined || body.TableName === TableName;
    if (StreamArn && asked) Streams.push({ StreamArn, StreamLabel, TableName });
  }
  return { Streams };
}

export async function describeStream(engine: Engine, body: Body): Promise<Body> {
  const table = await tableOfStream(engine, body.StreamArn);
  const trimmed = ((await engine.store.db.get(place.trimmed(table.TableName))) as number | undefined) ?? 0;
  return {
    StreamDescription: {
      StreamArn: table.LatestStreamArn,
      StreamLabel: table.LatestStreamLabel,
      StreamStatus: 'ENABLED',
      StreamViewType: table.StreamSpecification?.StreamViewType,
      CreationRequestDateTime: table.CreationDateTime,
      TableName: table.TableName,
      KeySchema: table.KeySchema,
      Shards: [
        {
          ShardId: shardId,
          SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(trimmed + 1) },
        },
      ],
    },
  };
}

interface Iterator {
  readonly arn: string;
  /** The first record to give out. */
  readonly from: number;
  readonly issued: number;
}

const written = (iterator: Iterator): string => Buffer.from(JSON.stringify(iterator)).toString('base64url');

function readIterator(text: unknown): Iterator {
  try {
    const { arn, from, issued } = JSON.parse(Buffer.from(String(text), 'base64url').toString()) as Iterator;
    if (typeof arn === 'string' && Number.isInteger(from) && typeof issued === 'number')
      return { arn, from, issued };
  } catch {}
  throw invalid('Invalid ShardIterator');
}

export async function getShardIterator(engine: Engine, body: Body): Promise<Body> {
  const table = await tableOfStream(engine, body.StreamArn);
  if (body.ShardId !== shardId) {
    throw apiError('ResourceNotFoundException', 'Requested resource not found: Shard does not exist');
  }
  const trimmed = ((await engine.store.db.get(place.trimmed(table.TableName))) as number | undefined) ?? 0;
  const from = startOf(body, trimmed, engine.sequence.last);
  return { ShardIterator: written({ arn: String(body.StreamArn), from, issued: engine.now() }) };
}

function startOf(body: Body, trimmed: number, last: number): number {
  const type = body.ShardIteratorType;
  if (type === 'TRIM_HORIZON') return trimmed + 1;
  if (type === 'LATEST') return last + 1;
  if (type !== 'AT_SEQUENCE_NUMBER' && type !== 'AFTER_SEQUENCE_NUMBER')
    throw invalid('Invalid ShardIteratorType');
  const text = body.SequenceNumber;
  if (typeof text !== 'string' || !/^\d{21,40}$/.test(text)) throw invalid('Invalid SequenceNumber');
  const from = Number(text) + (type === 'AFTER_SEQUENCE_NUMBER' ? 1 : 0);
  if (from <= trimmed) {
    throw apiError('TrimmedDataAccessException', 'The requested records are older than 24 hours.');
  }
  return from;
}

export async function getRecords(engine: Engine, body: Body): Promise<Body> {
  const { arn, from, issued } = readIterator(body.ShardIterator);
  const limit = (body.Limit as number | undefined) ?? 1000;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw invalid('Limit must be from 1 to 1000');
  if (issued + iteratorMilliseconds < engine.now()) {
    throw apiError('ExpiredIteratorException', 'The iterator is older than 15 minutes.');
  }
  const table = await tableOfStream(engine, arn);
  const range = { ...under(place.stream(table.TableName)), gte: streamKey(table.TableName, from), limit };
  const Records: StreamRecord[] = [];
  let bytes = 0;
  for await (const [, value] of engine.store.db.iterator(range)) {
    const record = value as StreamRecord;
    bytes += record.dynamodb.SizeBytes as number;
    if (Records.length > 0 && bytes > maximumAnswerBytes) break;
    Records.push(record);
  }
  const last = Records.at(-1);
  const next = last ? Number(last.dynamodb.SequenceNumber) + 1 : from;
  return { Records, NextShardIterator: written({ arn, from: next, issued: engine.now() }) };
}
