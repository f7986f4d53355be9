import { type TableDeclaration, type TableId, tables } from '../../../lambda/declared/tables.ts';
import type { Asked, Expected } from './expected.ts';
import { account } from './resolve.ts';

const reading = ['GetItem', 'BatchGetItem', 'Query'];
const changing = ['UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
/** Nobody's: whole batches of deletions, another language for the same, and whatever is done to a table as such. */
const never = [
  'BatchWriteItem',
  'PartiQLSelect',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
  'DeleteTable',
  'UpdateTable',
  'UpdateTimeToLive',
  'UpdateContinuousBackups',
  'CreateBackup',
  'ExportTableToPointInTime',
  'PutResourcePolicy',
  'DeleteResourcePolicy',
];
const inTransaction = { 'dynamodb:EnclosingOperation': 'TransactWriteItems' };

/** Tables, their indexes and their streams. */
export function expectedOfTables(asked: Asked): Expected[] {
  return [
    ...(Object.keys(tables) as TableId[]).flatMap((id) => ofTable(asked, id)),
    { action: 'dynamodb:ListStreams', resource: '*', may: asked.declaration.stream !== undefined },
    { action: 'dynamodb:ListTables', resource: '*', may: false },
  ];
}

function ofTable({ declaration, config }: Asked, id: TableId): Expected[] {
  const arn = `arn:aws:dynamodb:${config.region}:${account}:table/${config.namePrefix}-${id}`;
  const table: TableDeclaration = tables[id];
  const access = declaration.tables[id];
  const reads = access !== undefined && access !== 'append';
  const writes = access === 'write' || access === 'scanWrite';
  const names = access === 'name';
  const adds = access === 'append' || access === 'readAppend';
  // The table that is only added to has a policy of its own beside those of the roles: either says no by itself.
  const layers = id === 'audit' ? (['whole', 'role'] as const) : (['whole'] as const);
  const item = (action: string, may: boolean, context?: Readonly<Record<string, string>>): Expected => ({
    action: `dynamodb:${action}`,
    resource: arn,
    may,
    layers,
    ...(context ? { context } : {}),
  });
  return [
    // Whoever adds keys by name reads them by name.
    ...reading.map((action) => item(action, reads && !(names && action === 'Query'))),
    item('Scan', access === 'scanWrite'),
    ...changing.map((action) => item(action, writes)),
    ...['UpdateItem', 'DeleteItem'].map((action) => item(action, writes, inTransaction)),
    item('PutItem', writes),
    item('PutItem', writes, { 'dynamodb:EnclosingOperation': 'BatchWriteItem' }),
    item('PutItem', writes || adds, inTransaction),
    // A key of the trail's, or one of a customer, a class or an index.
    ...(id === 'keys'
      ? [
          ...['AUDIT-MAC#1', 'ORIGIN#2026-11', 'REFUSAL-LINKS#1'].map((key) =>
            item('PutItem', writes || names, { 'dynamodb:LeadingKeys': key }),
          ),
          ...['UpdateItem', 'DeleteItem'].map((action) =>
            item(action, writes, { 'dynamodb:LeadingKeys': 'ORIGIN#2026-11' }),
          ),
          ...['01JC0000000000000000000000', 'KEK#contact', 'INDEX#000001'].map((key) =>
            item('PutItem', writes, { 'dynamodb:LeadingKeys': key }),
          ),
        ]
      : []),
    ...never.map((action) => item(action, false)),
    ...Object.keys(table.indexes).flatMap((index): Expected[] => [
      { action: 'dynamodb:Query', resource: `${arn}/index/${index}`, may: reads },
      { action: 'dynamodb:Scan', resource: `${arn}/index/${index}`, may: false },
    ]),
    { action: 'dynamodb:Query', resource: `${arn}/index/another`, may: false },
    ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map(
      (action): Expected => ({
        action: `dynamodb:${action}`,
        resource: `${arn}/stream/2026-01-01T00:00:00.000`,
        may: declaration.stream?.table === id,
      }),
    ),
  ];
}

/** The names of the tables that a role meets at all, its own stream's included. */
export const tablesMet = ({ declaration, config }: Asked): string[] =>
  (Object.keys(tables) as TableId[])
    .filter((id) => declaration.tables[id] || declaration.stream?.table === id)
    .map((id) => `${config.namePrefix}-${id}`);
