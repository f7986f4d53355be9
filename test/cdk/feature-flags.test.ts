import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../../cdk/bundle.ts';

const jsonOf = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const recommended: Readonly<Record<string, unknown>> = jsonOf(
  createRequire(import.meta.url).resolve('aws-cdk-lib/recommended-feature-flags.json'),
);
const config = jsonOf(join(repository, 'cdk.json'));
const context: Readonly<Record<string, unknown>> = config.context;

/** Flags that stand otherwise than AWS recommends for a new application, each with why. */
const otherwise: Readonly<Record<string, { value: unknown; why: string }>> = {
  '@aws-cdk/core:target-partitions': { value: ['aws'], why: 'No stage is in the partition of China.' },
  '@aws-cdk/core:enableAdditionalMetadataCollection': {
    value: false,
    why: 'A synthesis tells nobody anything.',
  },
  '@aws-cdk/core:defaultCrossStackReferences': {
    value: 'strong',
    why: 'CloudFormation then refuses to remove what the app stack still uses of the data.',
  },
};

it('are those that this version of CDK recommends, but for a few with a reason', () => {
  const differing = Object.keys(recommended).filter(
    (flag) => JSON.stringify(context[flag]) !== JSON.stringify(recommended[flag]),
  );
  expect(differing.sort()).toEqual(Object.keys(otherwise).sort());
  for (const [flag, { value }] of Object.entries(otherwise)) expect(context[flag]).toEqual(value);
});

it('are none that this version does not know', () => {
  const own = Object.keys(context).filter((flag) => flag.includes(':'));
  expect(own.filter((flag) => !(flag in recommended))).toEqual([]);
});

it('leave the command line silent: no telemetry, no notices, no version reported', () => {
  expect(context['cli-telemetry']).toBe(false);
  expect(config).toMatchObject({ app: 'node cdk/app.ts', versionReporting: false, notices: false });
});
