import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleEntries, bundleFunctions } from '../../local/functions/bundle.ts';
import { makeSigningKey } from '../../local/oidc/keys.ts';
import type { SigningKeys } from '../../local/oidc/start.ts';
import { publishCommand } from '../../local/seed/publish-policy.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Paths of the bundled functions, by name. */
    readonly bundlePaths: Readonly<Record<string, string>>;
    /** Path of the bundled command that publishes the first policy version. */
    readonly publishCommand: string;
    /** Keys of the local issuers. */
    readonly signingKeys: SigningKeys;
  }
}

/** What takes its time and is the same for all test files: the functions, bundled as they are deployed, and keys of the issuers. */
export default async function setup(project: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(join(import.meta.dirname, '..', '..', 'node_modules', '.functions-'));
  const clear = () => rmSync(outDir, { recursive: true, force: true });
  // For the processes of all test files, and the instances of functions in them.
  process.env.NODE_COMPILE_CACHE = join(outDir, 'compile-cache');
  const [staff, customers, services, functions, { publish }] = await Promise.all([
    makeSigningKey('staff'),
    makeSigningKey('customers'),
    makeSigningKey('services'),
    bundleFunctions({ outDir, linkMaps: false }),
    bundleEntries({ publish: publishCommand }, outDir),
  ]).catch((error) => {
    clear();
    throw error;
  });
  project.provide('bundlePaths', functions as Record<string, string>);
  project.provide('publishCommand', String(publish));
  project.provide('signingKeys', { staff, customers, services });
  return clear;
}
