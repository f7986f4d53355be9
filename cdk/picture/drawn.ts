/** A resource as a template has it. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes
  readonly Properties?: any;
}
/** The templates of a stage, in any order. */
export type Templates = readonly { readonly Resources: Readonly<Record<string, Resource>> }[];

/** Something that is drawn: `marks` are the texts by which templates refer to it. */
export interface Node {
  readonly id: string;
  readonly shape: string;
  readonly marks: readonly RegExp[];
}

/** Logical ids end in eight characters of chance, which tell nothing; the one without is as short as its name. */
const readable = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');
/** By reference or by the name of an export, which holds the logical id. One without chance could be part of another's. */
const within = (logicalId: string): RegExp =>
  new RegExp(readable(logicalId) === logicalId ? `"${logicalId}"|FnGetAtt${logicalId}Arn` : logicalId);
const short = (name: string): string => name.split('-').slice(3).join('-');

type Draw = (logicalId: string, properties: NonNullable<Resource['Properties']>) => Node;
const box = (of: string, text: string) => `${of}["${text}"]`;

/** What is drawn, by type, and how. */
const drawings: Readonly<Record<string, Draw>> = {
  'AWS::Lambda::Function': (logicalId, { FunctionName }) => {
    const id = short(FunctionName);
    return { id, shape: box(id, id), marks: [within(logicalId)] };
  },
  'AWS::DynamoDB::Table': (logicalId, { TableName }) => {
    const id = `table_${short(TableName)}`;
    return { id, shape: `${id}[("table ${short(TableName)}")]`, marks: [within(logicalId)] };
  },
  'AWS::S3::Bucket': (logicalId, { BucketName }) => {
    const name = BucketName ? short(BucketName) : readable(logicalId);
    const id = `bucket_${name.replaceAll('-', '_')}`;
    const marks = BucketName ? [new RegExp(`(:::|BucketName":")${BucketName}["/]`)] : [];
    return { id, shape: `${id}[("bucket ${name}")]`, marks: [within(logicalId), ...marks] };
  },
  'AWS::KMS::Key': (logicalId) => {
    const name = readable(logicalId).replace(/^Keys/, '');
    const id = `key_${name}`;
    return { id, shape: `${id}{{"key ${name}"}}`, marks: [within(logicalId)] };
  },
  'AWS::SNS::Topic': (logicalId) => {
    const id = readable(logicalId);
    return { id, shape: `${id}(["topic ${id}"])`, marks: [within(logicalId)] };
  },
  'AWS::SQS::Queue': (logicalId, { QueueName }) => {
    const id = `queue_${short(QueueName).replaceAll('-', '_')}`;
    return { id, shape: `${id}[("queue ${short(QueueName)}")]`, marks: [within(logicalId)] };
  },
  'AWS::Cognito::UserPool': (logicalId) => {
    const id = readable(logicalId);
    return { id, shape: box(id, `user pool ${id}`), marks: [within(logicalId)] };
  },
  'AWS::ApiGateway::RestApi': (logicalId) => {
    const id = readable(logicalId);
    return { id, shape: box(id, 'API Gateway'), marks: [within(logicalId)] };
  },
  'AWS::CloudFront::Distribution': (logicalId) => {
    const id = 'distribution';
    return { id, shape: box(id, 'CloudFront'), marks: [within(logicalId)] };
  },
  'AWS::WAFv2::WebACL': (logicalId, { Scope }) => {
    const id = `firewall_${Scope}`.toLowerCase();
    return { id, shape: `${id}{"firewall, ${String(Scope).toLowerCase()}"}`, marks: [within(logicalId)] };
  },
  'AWS::Events::Rule': (logicalId, { ScheduleExpression }) => {
    const id = readable(logicalId);
    return { id, shape: `${id}(["${ScheduleExpression}"])`, marks: [within(logicalId)] };
  },
};

/** Mail is drawn as one: its identity, configuration set and receipt rules are parts of it. */
export const mail: Node = { id: 'SES', shape: box('SES', 'SES'), marks: [] };

/** Every resource as it is named in its templates. */
export const resourcesOf = (templates: Templates): readonly (readonly [string, Resource])[] =>
  templates.flatMap(({ Resources }) => Object.entries(Resources));

/** What of the templates is drawn; an alias stands for its function. CDK's own functions, which run at a deployment, are left out. */
export function drawnOf(templates: Templates): readonly Node[] {
  const resources = resourcesOf(templates);
  const named = resources.filter(
    ([, { Type, Properties }]) => Type !== 'AWS::Lambda::Function' || Properties.FunctionName,
  );
  return named.flatMap(([logicalId, { Type, Properties }]) => {
    const node = drawings[Type]?.(logicalId, Properties ?? {});
    if (!node) return [];
    const aliases = resources.filter(
      ([, of]) => of.Type === 'AWS::Lambda::Alias' && of.Properties.FunctionName.Ref === logicalId,
    );
    return [{ ...node, marks: [...node.marks, ...aliases.map(([alias]) => within(alias))] }];
  });
}

/** The nodes that a part of a template refers to. */
export function mentioned(nodes: readonly Node[], part: unknown): readonly Node[] {
  const text = part === undefined ? '' : JSON.stringify(part);
  return nodes.filter(({ marks }) => marks.some((mark) => mark.test(text)));
}
