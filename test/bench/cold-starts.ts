import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { environment } from '../../lambda/declared/environment.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./cold-start-once.ts', import.meta.url));

/** Of one start: milliseconds that passed, and milliseconds that it had a processor. */
export interface Start {
  readonly elapsed: number;
  readonly cpu: number;
}

/** From before the import of a bundle to its first answer, in a process of its own that has no other environment. */
export async function coldStart(bundlePath: string, endpoint: string): Promise<Start> {
  const { stdout } = await run(process.execPath, [script, bundlePath], { env: startEnvironment(endpoint) });
  return JSON.parse(stdout) as Start;
}

/** What the API needs to answer a visitor: a region, credentials that are none, and tables, which it looks at before it serves. */
export const startEnvironment = (endpoint: string): Readonly<Record<string, string>> => ({
  AWS_REGION: 'ap-southeast-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  [environment.tableRecords]: 'records',
  [environment.tableKeys]: 'keys',
  [environment.tableAudit]: 'audit',
});

export interface BareBundles {
  /** As esbuild makes it with its own settings for Node: in one file, as it is written. */
  readonly byDefault: string;
  /** As small as the API: minified. Its packages are whole, since it reads bodies as Yoga does. */
  readonly minified: string;
}

/** Bundles bare Yoga. */
export async function bundleBare(outDir: string): Promise<BareBundles> {
  const entry = fileURLToPath(new URL('./bare-yoga.ts', import.meta.url));
  const bundle = async (minify: boolean): Promise<string> => {
    const outfile = join(outDir, minify ? 'bare-minified' : 'bare', 'index.cjs');
    await build({ entryPoints: [entry], bundle: true, platform: 'node', minify, outfile, logLevel: 'error' });
    return outfile;
  };
  return { byDefault: await bundle(false), minified: await bundle(true) };
}
