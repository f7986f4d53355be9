import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';

describe.each(['1.0', '2.0'] as const)('GraphQL over HTTP, payload format %s', (payloadFormat) => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud({ payloadFormat, policy: false });
  });
  afterAll(() => cloud?.stop());

  const audits = serverAudits({ url: () => `${cloud.url}/graphql` });

  it('has the public audit suite whole', () => {
    expect(audits).toHaveLength(60);
  });

  it.each(audits)('$name', async ({ fn }) => {
    const result = await fn();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});
