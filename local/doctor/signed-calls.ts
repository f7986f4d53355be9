import { SignatureV4 } from '@smithy/signature-v4';
import { parseDocument } from 'htmlparser2';
import type * as z from 'zod/mini';
import { Sha256 } from './sha256.ts';

/** Services that are asked without an SDK of their own, with the host of each. */
const hosts = {
  acm: 'acm',
  cloudformation: 'cloudformation',
  cloudtrail: 'cloudtrail',
  'cognito-idp': 'cognito-idp',
  lambda: 'lambda',
  ses: 'email',
  sns: 'sns',
} as const;
export type AskedService = keyof typeof hosts;

/** Calls of AWS that read, signed with Signature Version 4. @throws AwsFault, TypeError when nobody answers, ZodError when the answer is another */
export interface SignedCalls {
  /** JSON 1.1: one operation by its target, such as `CertificateManager.ListCertificates`. */
  json<T>(
    service: AskedService,
    target: string,
    input: object,
    answer: z.ZodMiniType<T>,
    region?: string,
  ): Promise<T>;
  /** REST with JSON: a GET of a path. */
  get<T>(service: AskedService, path: string, answer: z.ZodMiniType<T>): Promise<T>;
  /** Query protocol with XML. */
  query(
    service: AskedService,
    version: string,
    action: string,
    input: Readonly<Record<string, string>>,
  ): Promise<Xml>;
}

export type Xml = ReturnType<typeof parseDocument>;

/** What AWS refused: its code, and never its message. */
export class AwsFault extends Error {
  constructor(code: string) {
    super(code);
    this.name = code;
  }
}

export interface SignedCallsDeps {
  readonly region: string;
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** Where a service answers; AWS's own address when absent. */
  readonly endpoint?: (service: AskedService, region: string) => string;
}

export function createSignedCalls({ region, credentials, endpoint }: SignedCallsDeps): SignedCalls {
  const addressOf = endpoint ?? ((service, at) => `https://${hosts[service]}.${at}.amazonaws.com`);

  async function call(
    service: AskedService,
    at: string,
    { path = '/', headers, body }: { path?: string; headers: Record<string, string>; body?: string },
  ): Promise<string> {
    const url = new URL(path, addressOf(service, at));
    const signer = new SignatureV4({ service, region: at, credentials, sha256: Sha256 });
    const method = body === undefined ? 'GET' : 'POST';
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: {},
      headers: { host: url.host, ...headers },
      ...(body !== undefined && { body }),
    });
    const { host: _, ...sent } = signed.headers;
    const answer = await fetch(url, {
      method,
      headers: sent,
      ...(body !== undefined && { body }),
      redirect: 'error',
    });
    const text = await answer.text();
    if (!answer.ok) throw new AwsFault(codeOf(answer, text));
    return text;
  }

  return {
    async json(service, target, input, answer, at = region) {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
      return answer.parse(JSON.parse(await call(service, at, { headers, body: JSON.stringify(input) })));
    },
    async get(service, path, answer) {
      return answer.parse(JSON.parse(await call(service, region, { path, headers: {} })));
    },
    async query(service, version, action, input) {
      const body = new URLSearchParams({ ...input, Action: action, Version: version }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return parseDocument(await call(service, region, { headers, body }), { xmlMode: true });
    },
  };
}

/** `x-amzn-errortype` of REST, `__type` of JSON, `<Code>` of the query protocol. */
function codeOf(answer: Response, text: string): string {
  const found =
    answer.headers.get('x-amzn-errortype') ??
    /"__type"\s*:\s*"(?:[^"]*#)?(\w+)/.exec(text)?.[1] ??
    /<Code>(\w+)<\/Code>/.exec(text)?.[1];
  return found?.split(':')[0] ?? `Http${answer.status}`;
}
