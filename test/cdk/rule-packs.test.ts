import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../cdk/acknowledge.ts';
import { createApp, createStage } from './synthesized-stage.ts';

/** The pack, deaf to every acknowledgement. */
class Unacknowledged extends AwsSolutionsChecks {
  constructor() {
    super();
    Object.defineProperty(this, 'isAcknowledged', { value: () => false });
  }
}

/** Finding and construct, one line each. */
const findings = (pack: AwsSolutionsChecks, scope: IConstruct) =>
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

describe('AwsSolutions', () => {
  it('finds nothing that is not acknowledged', () => {
    expect(findings(new AwsSolutionsChecks(), app)).toEqual([]);
  });

  it('finds a bad construct among ours', () => {
    const spoiled = createApp();
    const bad = createStage(spoiled);
    new Bucket(bad.data, 'Open');
    expect(findings(new AwsSolutionsChecks(), spoiled)).toContainEqual({
      rule: 'AwsSolutions-S10',
      path: 'dev/data/Open/Resource',
    });
  });

  it('runs in a synthesis, and breaks it', () => {
    const failing = new App({ builtinCloudFormationValidation: false });
    Validations.of(failing).addPlugins(new AwsSolutionsChecks(failing));
    const stack = new Stack(new Stage(failing, 'bad'), 'stack', { env: { region: 'ap-southeast-1' } });
    new Bucket(stack, 'Open');
    expect(() => failing.synth()).toThrow('AwsSolutions-S10');
  });

  it('is acknowledged only where it finds something, with a reason each', () => {
    const raw = findings(new Unacknowledged(), app);
    expect(raw.length).toBeGreaterThan(10);
    const given = acknowledgements(app);
    const idle = given.filter(
      ({ path, rule }) =>
        !raw.some((found) => found.rule === rule && `${found.path}/`.startsWith(`${path}/`)),
    );
    expect(idle).toEqual([]);
    for (const { reason } of given) expect(reason.length).toBeGreaterThanOrEqual(30);
    expect(new Set(given.map(({ reason }) => reason)).size).toBeLessThanOrEqual(12);
  });

  it('is not acknowledged without a reason', () => {
    expect(() => acknowledge(stage.app, 'because', 'AwsSolutions-S1')).toThrow('A reason of 30 characters');
  });
});
