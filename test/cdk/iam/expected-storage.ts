import { type TableId, tables } from '../../../lambda/declared/tables.ts';
import type { Asked, Expected } from './expected.ts';
import { asContext } from './expected-keys.ts';
import { tablesMet } from './expected-tables.ts';

/** The keys that encrypt what lies still, which only the services that store may use. */
export const expectedOfStorage = (asked: Asked): Expected[] => [
  ...ofStorageKey(asked),
  ...ofInboundKey(asked),
];

/** What lies still is opened by the service that stores it, for a role that meets it there. */
function ofStorageKey(asked: Asked): Expected[] {
  const { declaration, cloud, config } = asked;
  const { archive, stream, receipts, topic } = declaration;
  const resource = cloud.key.storage as string;
  const met = tablesMet(asked);
  const through = (service: string) => ({ 'kms:ViaService': `${service}.${config.region}.amazonaws.com` });
  const call = (action: string, may: boolean, context: Readonly<Record<string, string>>): Expected => ({
    action: `kms:${action}`,
    resource,
    may,
    context,
  });
  const ofTable = (table: string) => ({
    ...through('dynamodb'),
    ...asContext({ 'aws:dynamodb:tableName': table }),
  });
  return [
    ...(Object.keys(tables) as TableId[]).map((id) => {
      const table = `${config.namePrefix}-${id}`;
      return call('Decrypt', met.includes(table), ofTable(table));
    }),
    call('DescribeKey', Object.keys(declaration.tables).length > 0, through('dynamodb')),
    call('DescribeKey', false, {}),
    call('Decrypt', false, {}),
    call('Decrypt', false, through('dynamodb')),
    call('Decrypt', false, ofTable('another')),
    ...met.map((table) => call('GenerateDataKey', false, ofTable(table))),
    call('Decrypt', archive !== undefined || receipts === true, through('s3')),
    call(
      'GenerateDataKey',
      (archive?.adds.length ?? 0) > 0 || stream !== undefined || receipts === true,
      through('s3'),
    ),
    ...['Decrypt', 'GenerateDataKey'].map((action) => call(action, topic !== undefined, through('sqs'))),
    ...['Decrypt', 'GenerateDataKey'].map((action) => call(action, false, through('secretsmanager'))),
    ...['Encrypt', 'ReEncryptFrom', 'CreateGrant', 'PutKeyPolicy', 'ScheduleKeyDeletion'].map((action) =>
      call(action, false, through('dynamodb')),
    ),
  ];
}

/** Mail that comes in has a key of its own, whose policy names who reads there. */
function ofInboundKey({ declaration, cloud, config }: Asked): Expected[] {
  const { inboundBucket } = declaration;
  const through = (service: string) => ({ 'kms:ViaService': `${service}.${config.region}.amazonaws.com` });
  const call = (action: string, may: boolean, context: Readonly<Record<string, string>>): Expected => ({
    action: `kms:${action}`,
    resource: cloud.key['inbound-mail'] as string,
    may,
    layers: ['whole', 'role', 'resource'],
    context,
  });
  return [
    call('Decrypt', inboundBucket !== undefined, through('s3')),
    call('GenerateDataKey', inboundBucket === 'file' || inboundBucket === 'keepSealed', through('s3')),
    ...['Encrypt', 'ReEncryptFrom'].map((action) => call(action, false, through('s3'))),
    ...['Decrypt', 'GenerateDataKey'].flatMap((action) => [
      call(action, false, {}),
      call(action, false, through('dynamodb')),
    ]),
  ];
}
