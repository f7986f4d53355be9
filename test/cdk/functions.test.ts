import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { functionNames } from '../../cdk/names.ts';
import { stageNames } from '../../cdk/stage-config.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { variablesOf } from '../../local/function-environment.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

const { app } = synthesize(createStage(createApp()));
const config = stageConfig('dev');
const deployed = (name: string) =>
  Object.values(resourcesOf(app, 'AWS::Lambda::Function')).find(
    ({ Properties }) => Properties.FunctionName === `${config.namePrefix}-${name}`,
  )?.Properties;

describe.each(functionNames)('%s', (name) => {
  const declaration: FunctionDeclaration = functions[name];
  const found = deployed(name);

  it('is given the environment of its declaration, the same as in the local cloud', () => {
    expect(sorted(Object.keys(found.Environment?.Variables ?? {}))).toEqual(
      sorted([...variablesOf(declaration)]),
    );
  });

  it('runs on Node 24, ARM, traced, with its own share of concurrency', () => {
    expect(found).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: declaration.memoryMb,
      Timeout: declaration.timeoutSeconds,
      ReservedConcurrentExecutions: config.reservedConcurrency[name],
      TracingConfig: { Mode: 'Active' },
    });
  });

  it('logs JSON into a group of its own, encrypted and kept for 400 days', () => {
    const group = resourcesOf(app, 'AWS::Logs::LogGroup')[found.LoggingConfig.LogGroup.Ref];
    expect(found.LoggingConfig.LogFormat).toBe('JSON');
    expect(group?.Properties).toMatchObject({
      LogGroupName: `/${config.namePrefix}/${name}`,
      RetentionInDays: 400,
    });
    expect(group?.Properties.KmsKeyId).toBeDefined();
  });

  it('is called through its alias', () => {
    const aliases = Object.values(resourcesOf(app, 'AWS::Lambda::Alias'));
    const own = aliases.filter(({ Properties }) => deployedBy(Properties.FunctionName.Ref) === found);
    expect(own.map(({ Properties }) => Properties.Name)).toEqual(['live']);
  });

  it('reads exactly the stream it declares', () => {
    const mappings = Object.entries(resourcesOf(app, 'AWS::Lambda::EventSourceMapping'));
    const own = mappings
      .filter(([id]) => id.startsWith(`${name}Stream`))
      .map(([, mapping]) => mapping.Properties);
    const { stream } = declaration;
    expect(own).toHaveLength(stream ? 1 : 0);
    if (!stream) return;
    expect(own[0]).toMatchObject({
      BatchSize: stream.batchSize,
      MaximumRetryAttempts: stream.retries,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    });
    expect(own[0].ParallelizationFactor).toBe(stream.parallel);
    expect(JSON.stringify(own[0].DestinationConfig)).toContain(`${config.namePrefix}-dead-batches`);
    expect(
      own[0].FilterCriteria?.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
    ).toEqual(
      stream.kinds && [
        {
          dynamodb: {
            NewImage: {
              kind: { S: stream.kinds },
              ...(stream.states ? { state: { S: stream.states } } : {}),
              ...(stream.lanes ? { lane: { S: stream.lanes } } : {}),
            },
          },
        },
      ],
    );
  });

  it('has the concurrency to take what its stream hands over at once, in every stage', () => {
    for (const stage of stageNames)
      expect(stageConfig(stage).reservedConcurrency[name]).toBeGreaterThanOrEqual(
        declaration.stream?.parallel ?? 1,
      );
  });

  it('runs as often as it declares', () => {
    const rules = Object.entries(resourcesOf(app, 'AWS::Events::Rule')).filter(([id]) => id.startsWith(name));
    const { everyMinutes } = declaration;
    expect(rules.map(([, { Properties }]) => Properties.ScheduleExpression)).toEqual(
      everyMinutes ? [`rate(${everyMinutes} minute${everyMinutes > 1 ? 's' : ''})`] : [],
    );
  });

  it('changes by canary when callers wait for it, and goes back on an alarm', () => {
    const groups = Object.entries(resourcesOf(app, 'AWS::CodeDeploy::DeploymentGroup'));
    const own = groups
      .filter(([id]) => id.startsWith(`${name}Canary`))
      .map(([, { Properties }]) => Properties);
    expect(own).toHaveLength(declaration.routes ? 1 : 0);
    for (const group of own) {
      expect(group.AutoRollbackConfiguration).toEqual({
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
      });
      expect(group.AlarmConfiguration.Alarms).toHaveLength(2);
    }
  });
});

function deployedBy(logicalId: string) {
  return resourcesOf(app, 'AWS::Lambda::Function')[logicalId]?.Properties;
}

it('gives every log group 400 days and a key of ours', () => {
  for (const { Properties } of Object.values(resourcesOf(app, 'AWS::Logs::LogGroup'))) {
    expect(Properties).toMatchObject({ RetentionInDays: 400, KmsKeyId: expect.anything() });
  }
});
