import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleEntries, bundleFunctions } from '../../local/functions/bundle.ts';
import { publishCommand, publishPolicy } from '../../local/seed/publish-policy.ts';
import { generous, type TestCloud } from '../harness/cloud.ts';
import { seenFromOutside } from './outside.ts';
import { type RunningCloud, runCloud } from './running-cloud.ts';
import type { Tally } from './tally.ts';
import { wrapFunctions } from './wrap-functions.ts';

/** A cloud of the soak's own, with the first policy version published. */
export interface OpenedCloud {
  readonly running: RunningCloud;
  readonly cloud: TestCloud;
  /** Where it keeps what it keeps. */
  readonly directory: string;
  /** What it wrote to standard error. */
  readonly said: string[];
  /** Starts the ended cloud, with the functions' clock so far ahead. */
  startAgain(hoursAhead: number): Promise<void>;
  /** Brings what the functions logged so far into `cloud.logs`. */
  readLogs(): void;
  /** Ends it, and removes all that it kept. */
  remove(): Promise<void>;
}

/** Beside the modules, where bundles find what they import. */
const modules = join(import.meta.dirname, '..', '..', 'node_modules');

export async function openCloud(tally: Tally): Promise<OpenedCloud> {
  const folder = mkdtempSync(join(modules, '.soak-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    process.env.NODE_COMPILE_CACHE = join(folder, 'compile-cache');
    const outDir = join(folder, 'functions');
    const [bundlePaths, { publish }] = await Promise.all([
      bundleFunctions({ outDir, linkMaps: false }),
      bundleEntries({ publish: publishCommand }, outDir),
    ]);
    const directory = join(folder, 'data');
    mkdirSync(directory);
    const logFile = join(folder, 'log');
    const wrapped = (hoursAhead: number) =>
      wrapFunctions(bundlePaths, { folder: join(folder, 'wrapped'), hoursAhead });
    const said: string[] = [];
    const told = { directory, logFile, environment: generous, bundlePaths: wrapped(0) };
    const running = await runCloud(told, (text) => said.push(text));
    const cloud = seenFromOutside(running, { signingFiles: join(directory, 'oidc'), tally });
    await publishPolicy(cloud, String(publish));
    return {
      running,
      cloud,
      directory,
      said,
      startAgain: (hoursAhead) => running.start({ bundlePaths: wrapped(hoursAhead) }),
      readLogs: () =>
        void cloud.logs.splice(0, Infinity, ...readFileSync(logFile, 'utf8').trimEnd().split('\n')),
      async remove() {
        cloud.direct.destroy();
        await running.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Records that were given up, by function: what its pump parked. */
export const deadLetters = (directory: string): readonly string[] =>
  readdirSync(directory).filter((name) => name.startsWith('parked-'));
