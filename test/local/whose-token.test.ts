import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forgetEnvironment, keepEnvironment, localEnvironment } from '../../local/kept-environment.ts';
import { demoStaff, staffPeople, subjectOf } from '../../local/oidc/people.ts';
import { whoseToken } from '../../local/oidc/whose-token.ts';

test('two persons are there wherever one may not approve what the same person wrote', () => {
  const people = staffPeople().list();
  for (const role of ['marketing', 'privacy_officer']) {
    const held = people.filter(({ groups }) => groups.includes(role));
    expect(held.map(({ username }) => username)).toEqual([
      `${role}@cloudfly.example`,
      `${role}-2@cloudfly.example`,
    ]);
    expect(new Set(held.map(({ subject }) => subject)).size).toBe(2);
  }
  expect(people[0]?.subject).toBe(subjectOf('staff', people[0]?.username ?? ''));
});

test('a name is one of the staff, a machine client or a customer that is there, and a slip is nobody', () => {
  const there = ['an.nguyen'];
  for (const name of demoStaff.keys()) {
    expect(whoseToken(name, there)).toEqual({ issuer: 'staff', username: name });
    expect(whoseToken(`${name}@cloudfly.example`, there)).toEqual({ issuer: 'staff', username: name });
  }
  expect(whoseToken('billing-service', there)).toEqual({ issuer: 'services', clientId: 'billing-service' });
  expect(whoseToken('an.nguyen', there)).toEqual({ issuer: 'customers', username: 'an.nguyen' });
  for (const slip of ['marketing-3', 'privacy-officer', 'Support', 'billing_service', 'unknown', 'an'])
    expect(whoseToken(slip, there)).toBeUndefined();
  expect(whoseToken('somebody', 'anybody')).toEqual({ issuer: 'customers', username: 'somebody' });
});

test('commands find the environment of the cloud that runs, which its owner alone may read, and of no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'environment-'));
  const server = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const environment = { AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`, TABLE_KEYS: 'keys' };
  try {
    expect(await localEnvironment(folder)).toBeUndefined();
    keepEnvironment(environment, folder);
    expect(statSync(join(folder, 'environment.json')).mode & 0o777).toBe(0o600);
    expect(await localEnvironment(folder)).toEqual(environment);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await localEnvironment(folder)).toBeUndefined();
    forgetEnvironment(folder);
    expect(await localEnvironment(folder)).toBeUndefined();
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});
