import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDemo } from '../../local/demo/build.ts';
import { demoHeaders } from '../../local/demo/headers.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'demo-'));
  await buildDemo({ outDir: directory });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('the page loads its own files alone, and each is there', async () => {
  const html = await readFile(join(directory, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(2);
  const files = await readdir(directory);
  for (const name of named) expect(files.map((file) => `./${file}`)).toContain(name);
  // Nothing inline, so the policy need allow nothing inline.
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
});

test('no document travels in the bundle', async () => {
  const script = await readFile(join(directory, 'demo.js'), 'utf8');
  expect(script).toContain('sha256:');
  expect(script).not.toContain('SelectionSet');
});

test('the policy lets the page talk to itself and the issuer, and nothing else', () => {
  const headers = new Map(Object.entries(demoHeaders({ issuerOrigin: 'https://sign-in.example' })));
  const policy = new Map(
    (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe("'self'");
  expect(policy.get('style-src')).toBe("'self'");
  expect(policy.get('connect-src')).toBe("'self' https://sign-in.example");
  expect(policy.get('frame-ancestors')).toBe("'none'");
  expect(policy.get('base-uri')).toBe("'none'");
  expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*|data:|http:/);
});
