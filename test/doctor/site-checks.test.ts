import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkClockSkew } from '../../local/doctor/checks/clock-skew.ts';
import { checkPolicyInForce } from '../../local/doctor/checks/policy-in-force.ts';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server.ts';
import { type FakeAws, startFakeAws } from './fake-aws.ts';

let aws: FakeAws;
let site: LoopbackServer;
let answer: { status: number; body: unknown };
let time = new Date().toUTCString();
beforeAll(async () => {
  aws = await startFakeAws();
  site = await serveOnLoopback('The site', 0, async (_, response) => {
    response
      .writeHead(answer.status, { 'content-type': 'application/json', date: time })
      .end(JSON.stringify(answer.body));
  });
});
afterAll(async () => {
  await site.stop();
  await aws.stop();
});

describe('the policy', () => {
  const look = (status: number, body: unknown) => {
    answer = { status, body };
    return checkPolicyInForce(aws.stage({}, { siteUrl: site.url }));
  };
  const version = { version: 3, text: 'Words.' };

  test('is in force in both languages', async () => {
    expect(await look(200, { data: { vi: version, en: version } })).toEqual({
      state: 'FINE',
      says: 'version 3 of the policy is in force',
    });
  });

  test('is missing where there is none, or the site does not answer', async () => {
    expect(await look(200, { data: { vi: null, en: null } })).toMatchObject({
      says: expect.stringContaining('nobody can register'),
    });
    expect(await look(200, { data: { vi: version, en: null } })).toMatchObject({ state: 'MISSING' });
    expect(await look(403, {})).toMatchObject({ state: 'MISSING', says: `${site.url}/graphql answers 403` });
    const nowhere = aws.stage({}, { siteUrl: 'http://127.0.0.1:1' });
    expect(await checkPolicyInForce(nowhere)).toMatchObject({ says: 'http://127.0.0.1:1 does not answer' });
  });
});

test.each([
  [0, 'FINE', 'is right'],
  [-31, 'MISSING', '31 seconds behind'],
  [301, 'MISSING', '301 seconds ahead'],
])('a clock that is %d seconds off is %s', async (seconds, state, says) => {
  answer = { status: 204, body: '' };
  const theirs = new Date('2026-11-02T03:04:05Z');
  time = theirs.toUTCString();
  const found = await checkClockSkew(
    aws.stage({}, { siteUrl: site.url, now: () => new Date(theirs.getTime() + seconds * 1000) }),
  );
  expect(found).toMatchObject({ state, says: expect.stringContaining(says) });
});

test('a site that does not say its time is told of', async () => {
  answer = { status: 200, body: '' };
  time = 'noon';
  expect(await checkClockSkew(aws.stage({}, { siteUrl: site.url }))).toMatchObject({ state: 'MISSING' });
});
