import { createHash } from 'node:crypto';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import manifest from '../../schema/generated/persisted-documents.json' with { type: 'json' };
import { schema } from '../../schema/index.ts';
import { codeOf, startInProcessApi } from './in-process-api.ts';

const documents = Object.entries(manifest);
const idOf = (operation: RegExp): string => {
  const found = documents.find(([, text]) => operation.test(text));
  if (!found) throw new Error(`no document has ${operation}`);
  return found[0];
};

it('knows documents by the hash of their text, each valid', () => {
  expect(documents.length).toBeGreaterThan(5);
  for (const [id, text] of documents) {
    expect(id).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
    expect(validate(schema, parse(text, { maxTokens: 1000 }))).toEqual([]);
  }
});

it('runs the document that an id names, with its variables', async () => {
  const api = startInProcessApi({
    ports: {
      policies: { versions: async () => [], versionsNow: async () => [], insert: () => ({}) as never },
    },
  });
  const answer = await api.send({
    body: { documentId: idOf(/query RegistrationNotice\(/), variables: { language: 'vi' }, query: null },
  });
  expect(codeOf(answer)).toBe('NO_POLICY_IN_FORCE');
});

it('judges it like any other', async () => {
  const api = startInProcessApi();
  const own = { documentId: idOf(/query \w+[^{]*\{ me \{/), variables: { language: 'vi' } };
  expect(codeOf(await api.send({ body: own }))).toBe('UNAUTHENTICATED');
  const mutation = { method: 'GET', query: { documentId: [idOf(/mutation SetLanguage\(/)] } };
  expect((await api.send(mutation)).status).toBe(405);
  expect(api.touched).toEqual([]);
});

it.each(['sha256:0', `sha256:${'0'.repeat(64)}`, '__proto__', 'toString', ''])(
  'does not know %j',
  async (documentId) => {
    const answer = await startInProcessApi().send({ body: { documentId } });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'PERSISTED_DOCUMENT_NOT_FOUND']);
  },
);

it('takes an id or a query, not both, and an id that is a text', async () => {
  const { send } = startInProcessApi();
  const documentId = idOf(/query \w+[^{]*\{ me \{/);
  const both = await send({ body: { documentId, query: '{ __typename }' } });
  expect([both.status, codeOf(both)]).toEqual([400, 'QUERY_AND_DOCUMENT_ID']);
  expect(codeOf(await send({ body: { documentId: [documentId] } }))).toBe('BAD_REQUEST');
});
