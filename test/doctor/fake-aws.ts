import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { stageConfig } from '../../cdk/config.ts';
import type { Dns, ExaminedStage } from '../../local/doctor/examined.ts';
import { createSignedCalls } from '../../local/doctor/signed-calls.ts';
import { namesOf } from '../../local/doctor/stage.ts';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server.ts';
import { readBody } from '../../local/request-body.ts';

/** What an operation answers: JSON, XML, or a refusal by its code. */
export type FakeAnswer = object | string | { readonly refused: string };

/** By service and operation, as `ses GetAccount`; of REST by its path, as `ses /v2/email/account`. */
export type FakeAnswers = Readonly<Record<string, FakeAnswer>>;

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not a secret' };

export interface FakeAws extends LoopbackServer {
  /** A stage whose AWS answers so, its DNS too. */
  stage(answers: FakeAnswers, given?: Partial<ExaminedStage>): ExaminedStage;
  /** What was asked, with service and region as the signatures say. */
  readonly asked: string[];
}

/** One endpoint for every service: which one is meant stands in the signature, so an unsigned call is answered by nothing. */
export async function startFakeAws(): Promise<FakeAws> {
  let answers: FakeAnswers = {};
  const asked: string[] = [];
  const server = await serveOnLoopback('The fake AWS', 0, async (request, response) => {
    const body = (await readBody(request, 1024 * 1024)).toString();
    const scope = /Credential=[^/]+\/\d{8}\/([\w-]+)\/([\w-]+)\/aws4_request/.exec(
      request.headers.authorization ?? '',
    );
    const [, region = '', service = 'unsigned'] = scope ?? [];
    const target = request.headers['x-amz-target'];
    const operation =
      (typeof target === 'string' ? target.split('.').at(-1) : undefined) ??
      new URLSearchParams(body).get('Action') ??
      request.url ??
      '';
    asked.push(`${region} ${service} ${operation}`);
    const answer = answers[`${service} ${operation}`] ?? { refused: 'NotFoundException' };
    if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
    else if ('refused' in answer)
      response
        .writeHead(400, {
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-errortype': String(answer.refused),
        })
        .end(JSON.stringify({ __type: answer.refused, message: 'of somebody@example.com' }));
    else
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  const config = stageConfig('dev');
  const client = { region: config.region, credentials, endpoint: server.url, maxAttempts: 1 };
  return Object.assign(server, {
    asked,
    stage: (told: FakeAnswers, given: Partial<ExaminedStage> = {}) => {
      answers = told;
      return {
        ...namesOf(config),
        config,
        dynamodb: new DynamoDBClient(client),
        kms: new KMSClient(client),
        s3: new S3Client({ ...client, forcePathStyle: true }),
        ses: new SESClient(client),
        calls: createSignedCalls({ region: config.region, credentials, endpoint: () => server.url }),
        dns: fakeDns({}),
        now: () => new Date(),
        version: '0.1.0+1f2e3d4c5b6a',
        ...given,
      };
    },
  });
}

/** DNS of a few records, by type and name. */
export function fakeDns(records: Readonly<Record<string, readonly string[]>>): Dns {
  const find = async (key: string) => {
    const found = records[key];
    if (!found) throw Object.assign(new Error(`queryA ENOTFOUND ${key}`), { code: 'ENOTFOUND' });
    return found;
  };
  return {
    resolveMx: async (name) => (await find(`MX ${name}`)).map((exchange) => ({ exchange, priority: 10 })),
    resolveTxt: async (name) => (await find(`TXT ${name}`)).map((text) => [text]),
    resolveCname: async (name) => [...(await find(`CNAME ${name}`))],
  };
}

/** A stack as CloudFormation describes it. */
export const stackXml = (given: {
  status?: string;
  isProtected?: boolean;
  drift?: string;
  outputs?: Readonly<Record<string, string>>;
}) => `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
  <StackId>arn:aws:cloudformation:ap-southeast-1:111122223333:stack/some/1</StackId>
  <StackStatus>${given.status ?? 'UPDATE_COMPLETE'}</StackStatus>
  <EnableTerminationProtection>${given.isProtected ?? true}</EnableTerminationProtection>
  <DriftInformation><StackDriftStatus>${given.drift ?? 'NOT_CHECKED'}</StackDriftStatus></DriftInformation>
  <Outputs>${Object.entries(given.outputs ?? {})
    .map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('')}</Outputs>
</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
