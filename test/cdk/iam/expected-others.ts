import { functionNames } from '../../../cdk/names.ts';
import type { FunctionName } from '../../../lambda/declared/functions.ts';
import type { Asked, Expected } from './expected.ts';
import { account } from './resolve.ts';

/** Mail, topics, queues, logs, traces, and what no function has to do with. */
export function expectedOfOthers(asked: Asked): Expected[] {
  return [...ofMail(asked), ...ofMessages(asked), ...ofLogs(asked), ...nobodys(asked)];
}

const call = (
  action: string,
  resource: string,
  may: boolean,
  context?: Readonly<Record<string, string>>,
): Expected => ({ action, resource, may, ...(context ? { context } : {}) });

function ofMail({ declaration, config }: Asked): Expected[] {
  const sends = declaration.sendsMail === true;
  const arn = (resource: string) => `arn:aws:ses:${config.region}:${account}:${resource}`;
  const from = (address: string) => ({ 'ses:FromAddress': address });
  const [, ours = ''] = /<(.+)>/.exec(config.mailFrom) ?? [];
  const places = [`identity/${config.mailDomain}`, `configuration-set/${config.namePrefix}-mail`].map(arn);
  return [
    ...places.flatMap((place) => [
      call('ses:SendRawEmail', place, sends, from(ours)),
      call('ses:SendRawEmail', place, false, from(`another@${config.mailDomain}`)),
      call('ses:SendRawEmail', place, false),
      call('ses:SendEmail', place, false, from(ours)),
    ]),
    // In SES's sandbox a receiver's address is an identity of the account, and is asked for like the sender's.
    call('ses:SendRawEmail', arn('identity/receiver@another.example'), sends, from(ours)),
    call('ses:SendRawEmail', arn('identity/another.example'), false, from('another@another.example')),
    call('ses:SendRawEmail', arn('configuration-set/another'), false, from(ours)),
    call('ses:DeleteEmailIdentity', places[0] as string, false),
    call('ses:CreateEmailIdentity', places[0] as string, false),
  ];
}

function ofMessages({ declaration, config }: Asked): Expected[] {
  const arn = (service: string, name: string) =>
    `arn:aws:${service}:${config.region}:${account}:${config.namePrefix}-${name}`;
  const dead = arn('sqs', 'mail-events-dead-letters');
  return [
    // Lambda puts there, as the function, what the function failed at.
    call('sqs:SendMessage', dead, declaration.topic !== undefined),
    // Dead letters hold addresses.
    ...['ReceiveMessage', 'DeleteMessage', 'PurgeQueue'].map((action) => call(`sqs:${action}`, dead, false)),
    ...['mail-events', 'alarms'].flatMap((topic) => [
      call('sns:Publish', arn('sns', topic), false),
      call('sns:Subscribe', arn('sns', topic), false),
    ]),
  ];
}

function ofLogs({ name, config }: Asked): Expected[] {
  const group = (of: string) =>
    `arn:aws:logs:${config.region}:${account}:log-group:/${config.namePrefix}/${of}`;
  return [
    ...[name, neighbour(name), 'access'].flatMap((of) => [
      call('logs:PutLogEvents', `${group(of)}:log-stream:one`, of === name),
      call('logs:GetLogEvents', `${group(of)}:log-stream:one`, false),
    ]),
    call('logs:CreateLogStream', `${group(name)}:log-stream:one`, true),
    ...['DeleteLogGroup', 'PutRetentionPolicy', 'DeleteRetentionPolicy'].map((action) =>
      call(`logs:${action}`, group(name), false),
    ),
    ...['PutTraceSegments', 'PutTelemetryRecords'].map((action) => call(`xray:${action}`, '*', true)),
    call('xray:BatchGetTraces', '*', false),
  ];
}

/** The next function: what one may not do to another is no different for the rest. */
const neighbour = (name: FunctionName): FunctionName =>
  functionNames[(functionNames.indexOf(name) + 1) % functionNames.length] as FunctionName;

/** A role that could do one of these could help itself to the rest. */
function nobodys({ name, cloud, config }: Asked): Expected[] {
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${config.region}:${account}:${resource}`;
  return [
    ...[name, neighbour(name)].flatMap((of) => [
      call('lambda:InvokeFunction', arn('lambda', `function:${config.namePrefix}-${of}`), false),
      call('sts:AssumeRole', cloud.role[of], false),
      call('iam:PassRole', cloud.role[of], false),
    ]),
    call('iam:PutRolePolicy', cloud.role[name], false),
    call('lambda:UpdateFunctionCode', arn('lambda', `function:${config.namePrefix}-${name}`), false),
    call('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:one-AbCdEf'), false),
    ...['AdminGetUser', 'AdminAddUserToGroup', 'ListUsers'].map((action) =>
      call(`cognito-idp:${action}`, arn('cognito-idp', `userpool/${config.region}_one`), false),
    ),
    call('events:DisableRule', arn('events', 'rule/one'), false),
    call('kms:CreateKey', '*', false),
    call('cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:one'), false),
  ];
}
