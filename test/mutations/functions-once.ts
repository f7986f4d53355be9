import { existsSync, globSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleEntries, bundleFunctions } from '../../local/functions/bundle.ts';
import { makeSigningKey } from '../../local/oidc/keys.ts';
import { publishCommand } from '../../local/seed/publish-policy.ts';
import { root } from './places.ts';

const outDir = join(root, '.local', 'functions');

/** What `test/harness/build-functions.ts` does, but the bundles stay: all mutants are in them, and are bundled once for all runners. */
export default async function setup(project: TestProject): Promise<void> {
  if (!existsSync(outDir)) {
    const made = `${outDir}-unfinished`;
    rmSync(made, { recursive: true, force: true });
    await bundleFunctions({ outDir: made, linkMaps: false });
    await bundleEntries({ publish: publishCommand }, made);
    renameSync(made, outDir);
  }
  const { publish = '', ...functions } = Object.fromEntries(
    globSync('*/index.mjs', { cwd: outDir }).map((path) => [basename(dirname(path)), join(outDir, path)]),
  );
  const [staff, customers, services] = await Promise.all([
    makeSigningKey('staff'),
    makeSigningKey('customers'),
    makeSigningKey('services'),
  ]);
  project.provide('bundlePaths', functions);
  project.provide('publishCommand', publish);
  project.provide('signingKeys', { staff, customers, services });
}
