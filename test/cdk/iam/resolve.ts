import type { Synthesized, TemplateResource } from '../synthesized-stage.ts';

/** The account that pseudo parameters stand for here: the one that AWS's own examples use. */
export const account = '111122223333';
const region = 'ap-southeast-1';

/** Name of a stack's part: `data`, `edge` or `app`. */
export type Part = keyof Synthesized;

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes, and a wrong path fails its test
export type Json = any;

/** A stage's templates as JSON, free to be spoiled by whoever took a copy. */
export type Templates = Readonly<
  Record<Part, { Resources: Record<string, TemplateResource>; Outputs?: Json }>
>;

export const templatesOf = (stage: Synthesized): Templates => ({
  data: structuredClone(stage.data.toJSON()) as Templates[Part],
  edge: structuredClone(stage.edge.toJSON()) as Templates[Part],
  app: structuredClone(stage.app.toJSON()) as Templates[Part],
});

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

/** What CloudFormation would answer to `Ref` and to `GetAtt … Arn`, by type; ids that AWS makes are the logical ones. */
const identities: Readonly<Record<string, (properties: Json, id: string) => { ref: string; arn: string }>> = {
  'AWS::DynamoDB::Table': ({ TableName }) => ({
    ref: TableName,
    arn: arn('dynamodb', `table/${TableName}`),
  }),
  'AWS::KMS::Key': (_, id) => ({ ref: id, arn: arn('kms', `key/${id}`) }),
  'AWS::S3::Bucket': ({ BucketName }) => ({ ref: BucketName, arn: `arn:aws:s3:::${BucketName}` }),
  'AWS::SNS::Topic': ({ TopicName }) => ({ ref: arn('sns', TopicName), arn: arn('sns', TopicName) }),
  'AWS::SQS::Queue': ({ QueueName }) => ({ ref: QueueName, arn: arn('sqs', QueueName) }),
  'AWS::Logs::LogGroup': ({ LogGroupName }) => ({
    ref: LogGroupName,
    arn: `${arn('logs', `log-group:${LogGroupName}`)}:*`,
  }),
  'AWS::IAM::Role': ({ RoleName }, id) => ({
    ref: RoleName ?? id,
    arn: `arn:aws:iam::${account}:role/${RoleName ?? id}`,
  }),
  'AWS::Lambda::Function': ({ FunctionName }, id) => ({
    ref: FunctionName ?? id,
    arn: arn('lambda', `function:${FunctionName ?? id}`),
  }),
  'AWS::SecretsManager::Secret': ({ Name }, id) => ({
    ref: arn('secretsmanager', `secret:${Name ?? id}-AbCdEf`),
    arn: arn('secretsmanager', `secret:${Name ?? id}-AbCdEf`),
  }),
  'AWS::SES::ConfigurationSet': ({ Name }) => ({ ref: Name, arn: arn('ses', `configuration-set/${Name}`) }),
  'AWS::CloudFront::Distribution': (_, id) => ({
    ref: id,
    arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
  }),
  'AWS::Cognito::UserPool': (_, id) => ({
    ref: `ap-southeast-1_${id}`,
    arn: arn('cognito-idp', `userpool/${region}_${id}`),
  }),
  'AWS::Events::Rule': (_, id) => ({ ref: id, arn: arn('events', `rule/${id}`) }),
};

const pseudo: Readonly<Record<string, string>> = {
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::URLSuffix': 'amazonaws.com',
};

/**
 * Puts values in place of a template's intrinsic functions.
 * @throws Error when one cannot be told: nothing is judged by half
 */
export function resolve(value: Json, part: Part, templates: Templates): Json {
  const within = (each: Json): Json => resolve(each, part, templates);
  if (Array.isArray(value)) return value.map(within);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, Json>);
  const [name, argument] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined || !(name === 'Ref' || name.startsWith('Fn::')))
    return Object.fromEntries(entries.map(([key, each]) => [key, within(each)]));
  switch (name) {
    case 'Ref':
      return pseudo[argument] ?? identityOf(argument, part, templates).ref;
    case 'Fn::GetAtt':
      return attributeOf(argument, part, templates);
    case 'Fn::Join':
      return within(argument[1]).join(argument[0]);
    case 'Fn::Split':
      return String(within(argument[1])).split(argument[0]);
    case 'Fn::Select':
      return within(argument[1])[argument[0]];
    case 'Fn::Sub':
      return String(argument).replace(/\$\{([^}]+)\}/g, (_, key) => within({ Ref: key }));
    case 'Fn::ImportValue':
      return imported(argument, templates);
    default:
      throw new Error(`${name} cannot be resolved.`);
  }
}

function identityOf(id: string, part: Part, templates: Templates): { ref: string; arn: string } {
  const resource = templates[part].Resources[id];
  const identity = resource && identities[resource.Type];
  if (!identity) throw new Error(`${id} (${resource?.Type}) cannot be resolved.`);
  return identity(within(resource.Properties), id);

  function within(properties: Json): Json {
    const { FunctionName, RoleName, TableName, BucketName, TopicName, QueueName, LogGroupName, Name } =
      properties ?? {};
    const names = { FunctionName, RoleName, TableName, BucketName, TopicName, QueueName, LogGroupName, Name };
    return resolve(names, part, templates);
  }
}

function attributeOf([id, attribute]: [string, string], part: Part, templates: Templates): string {
  const { arn: found } = identityOf(id, part, templates);
  if (attribute === 'Arn') return found;
  if (attribute === 'StreamArn') return `${found}/stream/2026-01-01T00:00:00.000`;
  throw new Error(`${id}.${attribute} cannot be resolved.`);
}

function imported(exportName: string, templates: Templates): Json {
  for (const part of ['data', 'edge', 'app'] as const) {
    const outputs: Json[] = Object.values(templates[part].Outputs ?? {});
    const output = outputs.find(({ Export }) => Export?.Name === exportName);
    if (output) return resolve(output.Value, part, templates);
  }
  throw new Error(`Nothing exports ${exportName}.`);
}
