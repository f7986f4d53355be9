import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleFunctions } from '../../local/functions/bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Paths of the bundled functions, by name. */
    readonly bundlePaths: Readonly<Record<string, string>>;
  }
}

/** Bundles the functions once for all test files, as they are deployed. */
export default async function setup(project: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(join(import.meta.dirname, '..', '..', 'node_modules', '.functions-'));
  project.provide('bundlePaths', (await bundleFunctions({ outDir })) as Record<string, string>);
  return () => rmSync(outDir, { recursive: true, force: true });
}
