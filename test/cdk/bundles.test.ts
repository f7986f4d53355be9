import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSystem } from 'aws-cdk-lib';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metafileOf } from '../../cdk/build-functions.ts';
import { bundleOnce, notDeployed, repository } from '../../cdk/bundle.ts';
import { functionNames } from '../../cdk/names.ts';
import { bomFileName } from '../../cdk/sbom/bom.ts';
import { bundledPackages, lockedPackages } from '../../cdk/sbom/bundled-packages.ts';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import { bundleFileName } from '../../lambda/declared/bundling.ts';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import { bundleSizes } from './bundle-sizes.ts';
import { sorted } from './synthesized-stage.ts';

/**
 * KiB that each function may load before its first event, and may weigh in all with what it imports late. What was measured, and 5 %:
 * whoever goes beyond looks first at what came in (docs/decisions/0015-bundles.md), and then raises the figure.
 */
const budgets: Readonly<Record<FunctionName, { readonly atStart: number; readonly whole: number }>> = {
  api: { atStart: 850, whole: 1800 },
  links: { atStart: 445, whole: 870 },
  dispatch: { atStart: 867, whole: 1480 },
  mailEvents: { atStart: 396, whole: 520 },
  inboundMail: { atStart: 850, whole: 948 },
  signInMail: { atStart: 1080, whole: 1690 },
  staffToken: { atStart: 17, whole: 17 },
  jobs: { atStart: 1101, whole: 1686 },
  packages: { atStart: 628, whole: 727 },
  keeping: { atStart: 653, whole: 753 },
  clock: { atStart: 1121, whole: 1708 },
  archive: { atStart: 595, whole: 694 },
};

/** Licences of what may be deployed: none asks for the source of what it is linked into. */
const allowed = new Set([
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
]);

const outDir = mkdtempSync(join(tmpdir(), 'bundles-'));
const folder = bundleOnce(outDir);
const textOf = (path: string) => readFileSync(join(repository, path), 'utf8');
const metafile = (name: FunctionName): Metafile => JSON.parse(readFileSync(metafileOf(folder(name)), 'utf8'));
beforeAll(() => void folder('api'), 120_000);
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

describe.each(functionNames)('%s', (name) => {
  it('is a module with a handler, its chunks and the list of what is in it; its source maps stay behind', () => {
    const deployed = mkdtempSync(join(outDir, 'deployed-'));
    FileSystem.copyDirectory(folder(name), deployed, { exclude: notDeployed });
    const files = readdirSync(deployed, { recursive: true, encoding: 'utf8' });
    const others = files.filter((file) => !/^chunks($|\/[\w.-]+-[A-Z0-9]{8}\.mjs$)/.test(file));
    expect(sorted(others)).toEqual([bomFileName, bundleFileName]);
    expect(readFileSync(join(deployed, bundleFileName), 'utf8')).toMatch(/export\s*\{[^}]*\bas handler\b/);
    expect(readdirSync(folder(name))).toContain(`${bundleFileName}.map`);
  });

  it('stays within its budget, which is no wider than it need be', () => {
    const { atStart, whole } = bundleSizes(metafile(name));
    const budget = budgets[name];
    for (const [bytes, kibibytes] of [
      [atStart, budget.atStart],
      [whole, budget.whole],
    ] as const) {
      expect(bytes / 1024).toBeLessThanOrEqual(kibibytes);
      expect(bytes / 1024).toBeGreaterThan(kibibytes * 0.85);
    }
  });

  it('lists every package that is in it, as CycloneDX 1.6', () => {
    const bom = JSON.parse(readFileSync(join(folder(name), bomFileName), 'utf8'));
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: expect.stringMatching(
        /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
    });
    expect(bom.components.length).toBeGreaterThan(0);
    for (const component of bom.components)
      expect(component).toMatchObject({
        purl: `pkg:npm/${component.name.replace('@', '%40')}@${component.version}`,
        hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
      });
  });

  it('holds only what is pinned, may be deployed by its licence and is no tool of development', () => {
    const locked = lockedPackages(repository);
    for (const { path, version, licence, integrity } of bundledPackages(repository, metafile(name))) {
      expect(locked[path], path).toMatchObject({ version, integrity });
      expect(locked[path]?.dev ?? false, path).toBe(false);
      expect(allowed, path).toContain(licence);
    }
  });
});

it('finds what is in a bundle, late chunks included, and nothing that was left out of it', () => {
  const named = (name: FunctionName) =>
    bundledPackages(repository, metafile(name)).map((bundled) => bundled.name);
  const api = ['graphql', 'graphql-yoga', '@pothos/core', '@aws-sdk/client-s3', 'jose'];
  expect(named('api')).toEqual(expect.arrayContaining(api));
  for (const other of ['react-dom', 'nodemailer', '@whatwg-node/fetch', '@aws-sdk/client-ses'])
    expect(named('api')).not.toContain(other);
  expect(named('dispatch')).toEqual(
    expect.arrayContaining(['react-dom', 'nodemailer', '@aws-sdk/client-ses']),
  );
});

it('deploys nothing that would find credentials elsewhere than in the environment of a function', () => {
  const elsewhere = /credential-provider-(?!env)|token-providers|nested-clients/;
  for (const name of functionNames)
    for (const { path } of bundledPackages(repository, metafile(name))) expect(path).not.toMatch(elsewhere);
});

/** What is in a bundle and does not run there. */
const neverWritten: Readonly<Record<string, string>> = {
  'kmsFailed in archive': 'it calls no KMS itself, and makes no client for it',
  'tablesBehindLedger in keeping':
    'it brings restored tables up to date, so it does not ask whether they are',
};

it.each(Object.entries(alarmingLogLines))(
  '%s is counted wherever a bundle writes it',
  (line, { event, by }) => {
    const writes = (path: string) => {
      const text = textOf(path);
      return (
        new RegExp(`alarmingLogLines\\.${line}\\b`).test(text) ||
        (text.includes('alarmingLogLines[') && text.includes(`'${line}'`)) ||
        text.includes(`'${event}'`)
      );
    };
    const writing = functionNames.filter((name) =>
      Object.values(metafile(name).outputs)
        .flatMap(({ inputs }) => Object.entries(inputs))
        .some(
          ([path, { bytesInOutput }]) =>
            bytesInOutput > 0 && /^(lambda\/(?!declared\/)|schema\/)/.test(path) && writes(path),
        ),
    );
    const counted = writing.filter((name) => !(`${line} in ${name}` in neverWritten));
    expect(sorted(counted)).toEqual(sorted([...by]));
  },
);

it('refuses a package that is not pinned', () => {
  const of = (path: string): Metafile => ({
    inputs: {},
    outputs: {
      'index.mjs': {
        bytes: 1,
        inputs: { [`${path}/index.js`]: { bytesInOutput: 1 } },
        imports: [],
        exports: [],
      },
    },
  });
  expect(bundledPackages(repository, of('node_modules/graphql'))).toHaveLength(1);
  expect(() => bundledPackages(repository, of('node_modules/@cloudfly/absent'))).toThrow();
});
