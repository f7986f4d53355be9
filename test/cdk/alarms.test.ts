import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { archiveRecords } from '../../lambda/runtime/archive-records.ts';
import { productFiles } from '../rules/source-files.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

const { app } = synthesize(createStage(createApp()));
const alarms = Object.values(resourcesOf(app, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `cloudfly-privacy-dev-${name}`);
const kebab = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

describe('alarms', () => {
  it('wake someone for each of these', () => {
    const streams = functionNames.filter((name) => 'stream' in functions[name]);
    const names = [
      'api-faults',
      'api-slow',
      'clock-silent',
      'mail-bounces',
      'mail-complaints',
      ...Object.keys(alarmingLogLines).map(kebab),
      ...functionNames.map((name) => `${name}-errors`),
      'mail-events-dead-letters',
      'inboundMail-dead-events',
      ...streams.flatMap((name) => [`${name}-late`, `${name}-dead-batches`]),
    ];
    expect(sorted(alarms.map(({ AlarmName }) => AlarmName))).toEqual(
      sorted(names.map((name) => `cloudfly-privacy-dev-${name}`)),
    );
    for (const alarm of alarms) expect(alarm.AlarmActions).toHaveLength(1);
  });

  it('look at the slowest hundredth of answers', () => {
    expect(named('api-slow')).toMatchObject({ ExtendedStatistic: 'p99', Threshold: 3000 });
  });

  it('ring when the clock is silent, and do not when nothing else is told', () => {
    expect(named('clock-silent')).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(silent.map(({ AlarmName }) => AlarmName)).toEqual(['cloudfly-privacy-dev-clock-silent']);
  });

  it('ring before SES stops sending for bounces and complaints of the account', () => {
    for (const [name, MetricName, Threshold] of [
      ['mail-bounces', 'Reputation.BounceRate', 0.05],
      ['mail-complaints', 'Reputation.ComplaintRate', 0.001],
    ] as const) {
      expect(named(name)).toMatchObject({
        Namespace: 'AWS/SES',
        MetricName,
        Threshold,
        Statistic: 'Maximum',
      });
      expect(named(name)?.Dimensions).toBeUndefined();
    }
  });

  it('reach an encrypted topic that CloudWatch may write to', () => {
    const [[id, topic] = []] = Object.entries(resourcesOf(app, 'AWS::SNS::Topic')).filter(
      ([, { Properties }]) => Properties.TopicName === 'cloudfly-privacy-dev-alarms',
    );
    expect(topic?.Properties.KmsMasterKeyId).toBeDefined();
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: id }]);
    const policy = Object.values(resourcesOf(app, 'AWS::SNS::TopicPolicy')).find(
      ({ Properties }) => Properties.Topics[0].Ref === id,
    )?.Properties.PolicyDocument;
    expect(policy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    );
  });

  it('count the line that the archive writes about a changed row', async () => {
    const written: string[] = [];
    const tell = (event: string) => void written.push(event);
    const deps = { bucket: { putOnce: async () => true }, log: { info: tell, warn: tell, error: tell } };
    const changed = { eventID: 'e1', eventName: 'MODIFY', dynamodb: { SequenceNumber: '1' } };
    await archiveRecords(deps, { Records: [changed] });
    expect(written).toEqual([alarmingLogLines.auditTampered.event]);
  });

  it('count failures of KMS in every function that calls it', () => {
    const calling = functionNames.filter((name) => {
      const { tables, anchor }: FunctionDeclaration = functions[name];
      return tables.audit !== undefined || anchor !== undefined;
    });
    expect(sorted([...alarmingLogLines.kmsFailed.by])).toEqual(sorted(calling));
  });

  it.each(Object.entries(alarmingLogLines))(
    'count %s where it is written',
    (name, { event, by, atLeast }) => {
      const own = Object.values(resourcesOf(app, 'AWS::Logs::MetricFilter'))
        .map(({ Properties }) => Properties)
        .filter(({ MetricTransformations: [metric] }) => metric.MetricName === name);
      expect(own).toHaveLength(by.length);
      for (const { FilterPattern } of own) expect(FilterPattern).toBe(`{ $.event = "${event}" }`);
      expect(named(kebab(name))).toMatchObject({ Threshold: atLeast, MetricName: name, Statistic: 'Sum' });
      // By its name here, as one that is chosen, or as it is: a line that nothing writes wakes nobody.
      const writers = productFiles.filter(
        ({ path, text }) =>
          /^(lambda\/(?!declared\/)|schema\/)/.test(path) &&
          (new RegExp(`alarmingLogLines\\.${name}\\b`).test(text) ||
            (text.includes('alarmingLogLines[') && text.includes(`'${name}'`)) ||
            text.includes(`'${event}'`)),
      );
      expect(writers.length).toBeGreaterThan(0);
    },
  );
});
