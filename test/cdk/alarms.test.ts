import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import { createArchiveHandler } from '../../lambda/store/archive.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

const { app } = synthesize(createStage(createApp()));
const alarms = Object.values(resourcesOf(app, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `cloudfly-privacy-dev-${name}`);

describe('alarms', () => {
  it('wake someone for each of these', () => {
    const streams = ['archive', 'dispatch', 'jobs'];
    const names = [
      'api-faults',
      'api-slow',
      'audit-not-intact',
      'audit-not-reconciled',
      'audit-tampered',
      'kms-failed',
      ...functionNames.map((name) => `${name}-errors`),
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

  it('reach an encrypted topic that CloudWatch may write to', () => {
    const topic = Object.values(resourcesOf(app, 'AWS::SNS::Topic'))[0]?.Properties;
    expect(topic.KmsMasterKeyId).toBeDefined();
    const policy = Object.values(resourcesOf(app, 'AWS::SNS::TopicPolicy'))[0]?.Properties.PolicyDocument;
    expect(policy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    );
  });

  it('count the line that the archive writes about a changed row', async () => {
    const printed: string[] = [];
    const handler = createArchiveHandler({
      bucket: { putOnce: async () => true },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      now: () => new Date(0),
      print: (line) => void printed.push(line),
    });
    await handler({ Records: [{ eventID: 'e1', eventName: 'MODIFY', dynamodb: { SequenceNumber: '1' } }] });
    const { field, value } = alarmingLogLines.auditTampered;
    expect(printed.map((line) => JSON.parse(line)[field])).toEqual([value]);
    const filters = Object.values(resourcesOf(app, 'AWS::Logs::MetricFilter')).map(
      ({ Properties }) => Properties,
    );
    const own = filters.filter(
      ({ MetricTransformations: [metric] }) => metric.MetricName === 'auditTampered',
    );
    expect(own.map(({ FilterPattern }) => FilterPattern)).toContain(`{ $.${field} >= ${value} }`);
  });
});
