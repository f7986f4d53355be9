import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { keepFiles } from '../kept-files.ts';
import { type LoopbackServer, serveOnLoopback } from '../loopback-server.ts';
import { readBody } from '../request-body.ts';
import { describeKey, disableKey, enableKey, getPublicKey } from './describe.ts';
import {
  decrypt,
  encrypt,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  generateRandom,
  reEncrypt,
} from './encrypt.ts';
import { KmsError } from './errors.ts';
import { type KmsInput, parseInput } from './input.ts';
import { type KeySpec, openKeyRing } from './keys.ts';
import { generateMac, verifyMac } from './mac.ts';
import type { KmsOperation } from './operation.ts';
import { sign, verify } from './sign.ts';

const operations: Readonly<Record<string, KmsOperation>> = {
  Decrypt: decrypt,
  DescribeKey: describeKey,
  DisableKey: disableKey,
  EnableKey: enableKey,
  Encrypt: encrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  GenerateMac: generateMac,
  GenerateRandom: generateRandom,
  GetPublicKey: getPublicKey,
  ReEncrypt: reEncrypt,
  Sign: sign,
  Verify: verify,
  VerifyMac: verifyMac,
};

const target = 'TrentService.';

export interface KmsOptions {
  /** Folder of the master and the signing keys; none: memory, and what was sealed is lost when it stops. */
  readonly directory?: string;
  /** None or 0: a free one. */
  readonly port?: number;
  /** The keys there are, by UUID, key ARN or `alias/...`, and the kind of each. */
  readonly keys: Readonly<Record<string, KeySpec>>;
}

export interface LocalKms extends LoopbackServer {
  /** Calls since the start by operation, refused ones included. */
  calls(): Record<string, number>;
  /** The same by operation and EncryptionContext (its names in order, as JSON): which of the product's keys were asked for. */
  uses(): Record<string, number>;
}

/** Starts an endpoint that speaks AWS KMS's JSON 1.1 protocol for the keys declared. Callers are not authenticated. */
export async function startKms(options: KmsOptions): Promise<LocalKms> {
  const ring = openKeyRing(keepFiles(options.directory), options.keys);
  const calls = new Map<string, number>();
  const uses = new Map<string, number>();
  const server = await serveOnLoopback('The local KMS', options.port, async (request, response) => {
    const body = await readBody(request, 64 * 1024);
    const named = request.headers['x-amz-target'];
    const name = typeof named === 'string' && named.startsWith(target) ? named.slice(target.length) : '';
    calls.set(name, (calls.get(name) ?? 0) + 1);
    try {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw new KmsError('UnknownOperationException', 'The local KMS has no such operation.');
      const input = parseInput(body);
      const use = `${name} ${contextText(input)}`;
      uses.set(use, (uses.get(use) ?? 0) + 1);
      const output = operation(ring, input);
      if (input.DryRun === true)
        throw new KmsError(
          'DryRunOperationException',
          'The request would have succeeded, but DryRun was set.',
        );
      answer(response, 200, output);
    } catch (error) {
      if (!(error instanceof KmsError)) throw error;
      answer(response, 400, { __type: error.type, message: error.message });
    }
  });
  return { ...server, calls: () => Object.fromEntries(calls), uses: () => Object.fromEntries(uses) };
}

const contextText = ({ EncryptionContext = {} }: KmsInput): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(EncryptionContext as object).sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  );

function answer(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
    .end(JSON.stringify(body));
}
