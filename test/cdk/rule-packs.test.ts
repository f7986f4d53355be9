import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../cdk/acknowledge.ts';
import { repository } from '../../cdk/bundle.ts';
import { advisoryPacks, rulePacks } from '../../cdk/rule-packs.ts';
import { createApp, createStage, sorted } from './synthesized-stage.ts';

/** A pack, deaf to every acknowledgement. */
function deaf(pack: NagPack): NagPack {
  Object.defineProperty(pack, 'isAcknowledged', { value: () => false });
  return pack;
}

/** Finding and construct, one line each. */
const findings = (pack: NagPack, scope: IConstruct) =>
  pack
    .validateScope(scope)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
    );

interface Acknowledged {
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
}
function acknowledgements(scope: IConstruct): Acknowledged[] {
  return scope.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ path: node.path, rule: id.replace(/^annotation::/i, ''), reason })),
  );
}

const app = createApp();
const stage = createStage(app, 'prod');
// Some constructs are made while the tree is prepared.
stage.synth();

const spoiled = createApp();
const bad = createStage(spoiled);
new Bucket(bad.data, 'Open');
new LambdaFunction(bad.data, 'Old', {
  runtime: Runtime.NODEJS_20_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => {};'),
});

describe.each([
  { Pack: AwsSolutionsChecks, rule: 'AwsSolutions-S10', path: 'dev/data/Open/Resource', raw: 10 },
  { Pack: ServerlessChecks, rule: 'Serverless-LambdaLatestVersion', path: 'dev/data/Old/Resource', raw: 15 },
])('$Pack.name', ({ Pack, rule, path, raw }) => {
  it('finds nothing that is not acknowledged', () => {
    expect(findings(new Pack(app), app)).toEqual([]);
  });

  it('finds more than that when it is deaf', () => {
    expect(findings(deaf(new Pack(app)), app).length).toBeGreaterThan(raw);
  });

  it('finds a bad construct among ours', () => {
    expect(findings(new Pack(spoiled), spoiled)).toContainEqual({ rule, path });
  });

  it('runs in a synthesis, and breaks it', () => {
    const failing = new App({ builtinCloudFormationValidation: false });
    const [pack] = rulePacks(failing).filter((one) => one instanceof Pack);
    Validations.of(failing).addPlugins(pack as NagPack);
    const stack = new Stack(new Stage(failing, 'bad'), 'stack', { env: { region: 'ap-southeast-1' } });
    new Bucket(stack, 'Open');
    new Queue(stack, 'Open queue');
    expect(() => failing.synth()).toThrow(`${Pack.name.replace('Checks', '')}-`);
  });
});

describe('an acknowledgement', () => {
  it('stands only where a pack finds something, with a reason each', () => {
    const raw = rulePacks(app).flatMap((pack) => findings(deaf(pack), app));
    const given = acknowledgements(app);
    const idle = given.filter(
      ({ path, rule }) =>
        // Found by no pack, but by CloudFormation's own rules: `synth.test.ts`.
        !rule.startsWith('CloudFormation-Validate::') &&
        !raw.some((found) => found.rule === rule && `${found.path}/`.startsWith(`${path}/`)),
    );
    expect(idle).toEqual([]);
    for (const { reason } of given) expect(reason.length).toBeGreaterThanOrEqual(30);
    expect(new Set(given.map(({ reason }) => reason)).size).toBeLessThanOrEqual(17);
  });

  it('is not taken without a reason', () => {
    expect(() => acknowledge(stage.app, 'because', 'AwsSolutions-S1')).toThrow('A reason of 30 characters');
  });
});

it('the advisory packs say what the docs tell of, and no more', () => {
  const told = [
    ...readFileSync(join(repository, 'docs/cloud-rules.md'), 'utf8').matchAll(/^\| `(\w+)` \|/gm),
  ].map(([, rule = '']) => rule);
  const said = advisoryPacks(app).flatMap((pack) => findings(deaf(pack), app));
  expect(said.length).toBeGreaterThan(20);
  const rules = said.map(({ rule }) =>
    rule.replace(/^(NIST\.800\.53\.R5|PCI\.DSS\.321)-/, '').replace(/\[.*$/, ''),
  );
  expect(sorted(told)).toEqual(sorted([...new Set(rules)]));
});
