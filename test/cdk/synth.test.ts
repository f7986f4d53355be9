import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { bundleOnce } from '../../cdk/bundle.ts';
import { functionNames } from '../../cdk/names.ts';
import type { StageName } from '../../cdk/stage-config.ts';
import { bundleFileName } from '../../lambda/declared/bundling.ts';
import { createApp, createStage, sorted } from './synthesized-stage.ts';

/** Throws on the first finding, as `rule-packs.test.ts` shows. */
function synthesized(app: App, stage: StageName) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  createStage(app, stage);
  return app.synth().stacksRecursively;
}

// CloudFormation's rules are slow, and the stages differ in numbers and names alone: one stands for all.
it.each([
  ['dev', false],
  ['staging', false],
  ['prod', true],
] as const)(
  'synthesizes %s (with the rules of CloudFormation: %s)',
  { timeout: 60_000 },
  (stage, validated) => {
    const stacks = synthesized(createApp({ builtinCloudFormationValidation: validated }), stage);
    expect(sorted(stacks.map(({ stackName }) => stackName))).toEqual(
      ['app', 'data', 'edge'].map((part) => `cloudfly-privacy-${stage}-${part}`),
    );
    for (const { templateFullPath, environment } of stacks) {
      const template = readFileSync(templateFullPath, 'utf8');
      expect(environment.account).toBe('unknown-account');
      expect(template).not.toMatch(/(?<![0-9a-f.])\d{12}(?![0-9a-f])/i);
      expect(template).not.toMatch(/AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY/);
    }
  },
);

it('bundles every function into a module of its own, its source map apart', { timeout: 60_000 }, () => {
  const outDir = mkdtempSync(join(tmpdir(), 'bundles-'));
  const folder = bundleOnce(outDir);
  for (const name of functionNames) {
    expect(readdirSync(folder(name)).sort()).toEqual([bundleFileName, `${bundleFileName}.map`]);
    expect(readFileSync(join(folder(name), bundleFileName), 'utf8')).toMatch(
      /export\s*\{[^}]*\bas handler\b/,
    );
  }
});
