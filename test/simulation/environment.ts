import { generateKeyPairSync } from 'node:crypto';
import { environment as env } from '../../lambda/declared/environment.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functionKeys } from '../../lambda/declared/function-keys.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { type TableId, tables } from '../../lambda/declared/tables.ts';
import { environmentFor } from '../../local/function-environment.ts';
import { mailEventsTopic } from '../../local/ses/events.ts';
import { localOperator } from '../../local/told-environment.ts';

const name = 'cloudfly-privacy-simulated';
export const tableNames = {
  records: `${name}-records`,
  keys: `${name}-keys`,
  audit: `${name}-audit`,
} as const satisfies Record<TableId, string>;
export const bucketNames = { audit: `${name}-audit`, inbound: `${name}-inbound` } as const;
export const keyNames = Object.keys(functionKeys).map((id) => keyAlias(id));
export const linksUrl = 'https://privacy.cloudfly.example';

export function keyAlias(id: string): string {
  return `alias/${name}-${id}`;
}

/** One key signs the tokens of all issuers. */
export const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...signingKey.publicKey.export({ format: 'jwk' }), kid: 'simulated', alg: 'RS256', use: 'sig' };

/** The issuers, and the client that each token is for. */
export const issuers = {
  staff: { issuer: 'https://staff.invalid', clientIds: ['graphiql'], jwks: { keys: [jwk] } },
  customer: { issuer: 'https://customers.invalid', clientIds: ['frontend'], jwks: { keys: [jwk] } },
  service: {
    issuer: 'https://services.invalid',
    clientIds: ['billing-service', 'provisioning-service'],
    jwks: { keys: [jwk] },
  },
} as const;

const all: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (Object.keys(tables) as TableId[]).map((id) => [tables[id].nameVariable, tableNames[id]]),
  ),
  ...Object.fromEntries(Object.entries(functionKeys).map(([id, key]) => [key.variable, keyAlias(id)])),
  [env.createsKeys]: 'true',
  [env.auditBucket]: bucketNames.audit,
  [env.staffIssuer]: JSON.stringify(issuers.staff),
  [env.customerIssuer]: JSON.stringify(issuers.customer),
  [env.serviceIssuer]: JSON.stringify(issuers.service),
  [env.referencePattern]: '(SUP|BIL|PRV|LEG)-[1-9][0-9]{0,7}',
  [env.linksUrl]: linksUrl,
  [env.informationPage]: `${linksUrl}/give-information/`,
  [env.mailFrom]: 'CloudFly <no-reply@cloudfly.example>',
  [env.mailSender]: JSON.stringify(localOperator),
  [env.mailConfigurationSet]: name,
  [env.refusalAddress]: 'refuse@cloudfly.example',
  [env.supportAddress]: 'support@cloudfly.example',
  [env.inboundBucket]: bucketNames.inbound,
  [env.ownSites]: 'cloudfly.vn,cloudfly.example',
  [env.mailsPerSecond]: '100',
  [env.mailEventsTopic]: mailEventsTopic,
  [env.allowedOrigins]: linksUrl,
  [env.introspection]: 'everyone',
  [env.registrationsPerHour]: '1000',
  [env.requestsPerMinute]: '100000',
};

/** What a function is told; without a name, what an operator's command is. */
export function variablesOf(named?: FunctionName): Record<string, string> {
  if (!named) return { ...all, AWS_LAMBDA_FUNCTION_NAME: `${name}-operator` };
  const own = environmentFor(functions[named] as FunctionDeclaration, all);
  return { ...own, AWS_ENDPOINT_URL_S3: 'http://s3.invalid', AWS_LAMBDA_FUNCTION_NAME: `${name}-${named}` };
}

/** What the SDK reads of the process itself. */
export function tellTheSdk(): void {
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://dynamodb.invalid',
    AWS_ENDPOINT_URL_KMS: 'http://kms.invalid',
    AWS_ENDPOINT_URL_SES: 'http://ses.invalid',
    AWS_ENDPOINT_URL_S3: 'http://s3.invalid',
  });
}
