import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { bundleOnce } from '../../cdk/bundle.ts';
import { stageNames } from '../../cdk/config.ts';
import { functionNames } from '../../cdk/names.ts';
import { bundleFileName } from '../../lambda/declared/bundling.ts';
import { createApp, createStage } from './synthesized-stage.ts';

it('synthesizes every stage, with the rules of CloudFormation and the pack of CDK', {
  timeout: 60_000,
}, () => {
  const app = createApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const stage of stageNames) createStage(app, stage);
  // Throws on the first finding, as `rule-packs.test.ts` shows.
  const assembly = app.synth();
  const stacks = assembly.stacksRecursively;
  expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(
    stageNames
      .flatMap((stage) => ['app', 'data', 'edge'].map((part) => `cloudfly-privacy-${stage}-${part}`))
      .sort(),
  );
  for (const { templateFullPath, environment } of stacks) {
    const template = readFileSync(templateFullPath, 'utf8');
    expect(environment.account).toBe('unknown-account');
    expect(template).not.toMatch(/(?<![0-9a-f.])\d{12}(?![0-9a-f])/);
    expect(template).not.toMatch(/AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY/);
  }
});

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
