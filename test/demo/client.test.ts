import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { createClient, Refusal } from '../../local/demo/client.ts';
import {
  OwnAccountDocument,
  type OwnAccountQuery,
  SetLanguageDocument,
} from '../../local/demo/generated/graphql.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

/** A server on this machine, by its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/graphql` : '';
}

const answering = (status: number, body: string): RequestListener => {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/graphql-response+json' }).end(body);
  };
};

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

const clientOf = (url: string, accessToken?: string) =>
  createClient({ url, accessToken: () => accessToken, language: () => 'en' });

/** The refusal that asking ends in. */
const refusalAt = (url: string): Promise<Refusal> =>
  clientOf(url)(OwnAccountDocument, {}).then(
    () => Promise.reject(new Error('it was answered')),
    (error: unknown) => {
      expect(error).toBeInstanceOf(Refusal);
      return error as Refusal;
    },
  );

test('sends the hash and the variables, never the document, with the token and the language', async () => {
  const seen: { method?: string | undefined; headers: IncomingMessage['headers']; body: unknown }[] = [];
  const url = await serve(async (request, response) => {
    seen.push({ method: request.method, headers: request.headers, body: await bodyOf(request) });
    response.end(JSON.stringify({ data: { setLanguage: { me: null, errors: [] } } }));
  });
  const input = { idempotencyKey: 'key-12345', language: 'vi' } as const;
  const answer = await clientOf(url, 'a.b.c')(SetLanguageDocument, { input });
  expect(answer.setLanguage.errors).toEqual([]);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    method: 'POST',
    headers: {
      authorization: 'Bearer a.b.c',
      'accept-language': 'en',
      'content-type': 'application/json',
      accept: expect.stringContaining('application/graphql-response+json'),
    },
  });
  expect(seen[0]?.body).toEqual({
    documentId: SetLanguageDocument.__meta__.hash,
    operationName: 'SetLanguage',
    variables: { input },
  });
});

test('a visitor sends no token; the answer is typed by the document', async () => {
  const headers: IncomingMessage['headers'][] = [];
  const url = await serve((request, response) => {
    headers.push(request.headers);
    request.resume();
    response.end('{"data":{"me":null}}');
  });
  const answer = await clientOf(url)(OwnAccountDocument, {});
  expectTypeOf(answer).toEqualTypeOf<OwnAccountQuery>();
  expect(answer).toEqual({ me: null });
  expect(headers[0]).not.toHaveProperty('authorization');
});

test("the API's refusal keeps its code, its words, its request number and how long to wait", async () => {
  const extensions = { code: 'RATE_LIMITED', requestId: 'r-1', retryAfter: 30 };
  const body = JSON.stringify({ errors: [{ message: 'Too many requests.', extensions }] });
  const refusal = await refusalAt(await serve(answering(429, body)));
  expect(refusal).toMatchObject({ ...extensions, message: 'Too many requests.' });
});

test('a part of the answer beside an error is a refusal, not an answer', async () => {
  const body = JSON.stringify({
    data: { me: null },
    errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }],
  });
  expect((await refusalAt(await serve(answering(200, body)))).code).toBe('FORBIDDEN');
});

test.each([
  ['no JSON', '<html>'],
  ['null', 'null'],
  ['nothing asked for', '{}'],
  ['an error without a code', '{"errors":[{"message":"x"}]}'],
])('an answer that is none of the API’s is unreadable: %s', async (_, body) => {
  expect((await refusalAt(await serve(answering(200, body)))).code).toBe('UNREADABLE');
});

test('no answer at all is unreachable', async () => {
  const url = await serve((request) => request.socket.destroy());
  expect((await refusalAt(url)).code).toBe('UNREACHABLE');
});
