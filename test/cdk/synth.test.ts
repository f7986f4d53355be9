import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { rulePacks } from '../../cdk/rule-packs.ts';
import type { StageName } from '../../cdk/stage-config.ts';
import { secretsIn, writtenBy } from './secrets.ts';
import { createApp, createStage, sorted } from './synthesized-stage.ts';

/** Throws on the first finding, as `rule-packs.test.ts` shows. */
function synthesized(app: App, stage: StageName) {
  Validations.of(app).addPlugins(...rulePacks(app));
  createStage(app, stage);
  return app.synth().stacksRecursively;
}

/** Rules of CloudFormation that found something, warnings included, but for what is acknowledged. */
function rulesFoundBy(outdir: string): readonly string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  const own = pluginReports.find(
    ({ pluginName }: { pluginName: string }) => pluginName === 'CloudFormation Validate',
  );
  return own.violations.map(({ ruleName }: { ruleName: string }) => ruleName);
}

// CloudFormation's rules are slow, and the stages differ in numbers and names alone: one stands for all.
it.each([
  ['dev', false],
  ['staging', false],
  ['prod', true],
] as const)(
  'synthesizes %s (with the rules of CloudFormation: %s)',
  { timeout: 180_000 },
  (stage, validated) => {
    const app = createApp({ builtinCloudFormationValidation: validated });
    const stacks = synthesized(app, stage);
    expect(sorted(stacks.map(({ stackName }) => stackName))).toEqual(
      ['app', 'data', 'edge'].map((part) => `cloudfly-privacy-${stage}-${part}`),
    );
    for (const { environment } of stacks) expect(environment.account).toBe('unknown-account');
    const written = writtenBy(app.outdir);
    expect([...written.keys()].filter((file) => file.endsWith('.template.json'))).toHaveLength(3);
    expect([...written.keys()].filter((file) => file.endsWith('.assets.json'))).toHaveLength(3);
    for (const [file, text] of written) expect(secretsIn(text), file).toEqual([]);
    if (validated) expect(rulesFoundBy(app.outdir)).toEqual([]);
  },
);
