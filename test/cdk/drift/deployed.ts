import { type Json, resolve, type Templates } from '../iam/resolve.ts';
import { sorted } from '../synthesized-stage.ts';
import { type Effective, meaning } from './effective.ts';

/** What a stage's templates deploy. */
export function deployed(templates: Templates, prefix: string): Effective {
  const of = (part: 'data' | 'app', type: string): [string, Json][] =>
    Object.entries(templates[part].Resources).flatMap(([id, { Type, Properties }]) =>
      Type === type ? [[id, Properties]] : [],
    );
  const data = (value: Json) => resolve(value, 'data', templates);
  const app = (value: Json) => resolve(value, 'app', templates);
  const short = (name: string) => name.replace(`${prefix}-`, '');
  /** The function whose live version something points to. */
  const callee = (value: Json): string =>
    /"Ref":"(\w+?)Live[0-9A-F]{8}"/.exec(JSON.stringify(value))?.[1] ?? '';
  const keyIds: Record<string, string> = Object.fromEntries(
    of('data', 'AWS::KMS::Alias').map(([, { AliasName, TargetKeyId }]) => [
      data(TargetKeyId),
      short(AliasName.replace('alias/', '')),
    ]),
  );
  const bucket = (name: string): Json =>
    of('data', 'AWS::S3::Bucket').find(([, { BucketName }]) => BucketName === `${prefix}-${name}`)?.[1];
  const variables = Object.fromEntries(
    of('app', 'AWS::Lambda::Function')
      .filter(([, { FunctionName }]) => FunctionName)
      .map(([, { FunctionName, Environment }]) => [short(FunctionName), Environment?.Variables ?? {}]),
  );
  const inbound = bucket('inbound-mail');
  return {
    tables: Object.fromEntries(
      of('data', 'AWS::DynamoDB::Table').map(([, table]) => [short(table.TableName), tableOf(table)]),
    ),
    streams: Object.fromEntries(
      of('app', 'AWS::Lambda::EventSourceMapping').map(([, mapping]) => [
        callee(mapping.FunctionName),
        {
          table: short(/table\/([^/]+)\/stream/.exec(app(mapping.EventSourceArn))?.[1] ?? ''),
          batchSize: mapping.BatchSize,
          retries: mapping.MaximumRetryAttempts,
          parallel: mapping.ParallelizationFactor ?? 1,
          filter: filterOf(mapping.FilterCriteria?.Filters),
        },
      ]),
    ),
    schedules: Object.fromEntries(
      of('app', 'AWS::Events::Rule').map(([, { Targets, ScheduleExpression }]) => [
        callee(Targets),
        Number(/^rate\((\d+) minutes?\)$/.exec(ScheduleExpression)?.[1]),
      ]),
    ),
    environment: Object.fromEntries(
      Object.entries(variables).map(([name, given]) => [name, sorted(Object.keys(given))]),
    ),
    meant: Object.fromEntries(
      Object.entries(variables).map(([name, given]) => [
        name,
        Object.fromEntries(
          Object.entries(given as Json).flatMap(([variable, value]) => {
            if (!meaning.test(variable)) return [];
            const told: string = app(value);
            return [[variable, keyIds[told] ?? short(told)]];
          }),
        ),
      ]),
    ),
    routes: sorted(
      of('app', 'AWS::ApiGateway::Method').map(
        ([, { HttpMethod, ResourceId, Integration }]) =>
          `${HttpMethod} ${pathOf(ResourceId.Ref ?? '', templates)}: ${callee(Integration.Uri)}`,
      ),
    ),
    told: {
      mailEvents: of('app', 'AWS::SNS::Subscription')
        .map(([, { Endpoint }]) => callee(Endpoint))
        .join(),
      receipts: of('app', 'AWS::SES::ReceiptRule')
        .map(([, { Rule }]) => callee(Rule.Actions))
        .join(),
    },
    keys: Object.fromEntries(
      of('data', 'AWS::KMS::Key').map(([id, { KeySpec = 'SYMMETRIC_DEFAULT' }]) => [
        keyIds[data({ 'Fn::GetAtt': [id, 'Arn'] })],
        KeySpec,
      ]),
    ),
    archiveLock: bucket('audit').ObjectLockConfiguration.Rule.DefaultRetention.Mode,
    inbound: {
      encryption:
        inbound.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault
          .SSEAlgorithm,
      expiry: Object.fromEntries(
        inbound.LifecycleConfiguration.Rules.flatMap(({ Prefix, ExpirationInDays }: Json) =>
          ExpirationInDays ? [[Prefix, ExpirationInDays]] : [],
        ),
      ),
      versions: inbound.VersioningConfiguration?.Status,
    },
  };
}

const keysOf = (schema: Json[]) => schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`);

export const tableOf = (table: Json, expiry?: string): Effective['tables'][string] => ({
  keys: keysOf(table.KeySchema),
  attributes: sorted(
    table.AttributeDefinitions.map(
      ({ AttributeName, AttributeType }: Json) => `${AttributeName} ${AttributeType}`,
    ),
  ),
  indexes: Object.fromEntries(
    (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }: Json) => [
      IndexName,
      [...keysOf(KeySchema), Projection.ProjectionType, ...sorted(Projection.NonKeyAttributes ?? [])],
    ]),
  ),
  stream: table.StreamSpecification?.StreamViewType,
  expiry: expiry ?? table.TimeToLiveSpecification?.AttributeName,
  billing: table.BillingMode ?? table.BillingModeSummary?.BillingMode,
});

function filterOf(filters: Json): Record<string, readonly string[]> {
  if (filters === undefined) return {};
  const [{ Pattern }, ...others] = filters;
  if (others.length > 0) throw new Error('One of several filters would do; the local pump knows but one.');
  const { NewImage } = JSON.parse(Pattern).dynamodb;
  return Object.fromEntries(
    Object.entries(NewImage as Json).map(([attribute, { S }]: [string, Json]) => [attribute, S]),
  );
}

function pathOf(id: string, templates: Templates): string {
  const resource = templates.app.Resources[id];
  if (resource?.Type !== 'AWS::ApiGateway::Resource') return '';
  const { ParentId, PathPart } = resource.Properties;
  return `${pathOf(ParentId.Ref ?? '', templates)}/${PathPart}`;
}
