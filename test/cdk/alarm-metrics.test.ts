import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { metrics } from '../../lambda/declared/metrics.ts';
import { createApp, createStage, resourcesOf, synthesize } from './synthesized-stage.ts';

// An alarm on a metric that nobody writes never rings, and looks as sound as any other. So each is held against the name, the place and the
// dimensions under which AWS, or the product, writes it.

const prefix = 'cloudfly-privacy-dev';
const { app } = synthesize(createStage(createApp()));
const alarms = new Map(
  Object.values(resourcesOf(app, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => [
    String(Properties.AlarmName).slice(prefix.length + 1),
    Properties,
  ]),
);
const dimensionsOf = (name: string) =>
  ((alarms.get(name)?.Dimensions ?? []) as { Name: string; Value: unknown }[]).map(
    ({ Name, Value }) => [Name, JSON.stringify(Value)] as const,
  );
/** Errors and ages are of the version that is live or being tried: of the alias, and no other. */
function expectOfAlias(alarm: string, fn: string) {
  const found = Object.fromEntries(dimensionsOf(alarm));
  expect(Object.keys(found).sort()).toEqual(['FunctionName', 'Resource']);
  expect(found.FunctionName).toMatch(new RegExp(`^\\{"Ref":"${fn}Function`));
  expect(found.Resource).toMatch(new RegExp(`"Ref":"${fn}Function[0-9A-F]{8}"\\},":live"`));
}
const atOnce = {
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  EvaluationPeriods: 1,
  Period: 300,
  TreatMissingData: 'notBreaching',
};
const kebab = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
const declared: Readonly<Record<string, FunctionDeclaration>> = functions;

describe('an alarm looks at what is measured', () => {
  it.each(functionNames)('%s: errors, and what it reads or is told', (name) => {
    expect(alarms.get(`${name}-errors`)).toMatchObject({
      ...atOnce,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Threshold: 1,
    });
    expectOfAlias(`${name}-errors`, name);
    const { stream, receipts } = declared[name] as FunctionDeclaration;
    if (stream) {
      expect(alarms.get(`${name}-late`)).toMatchObject({
        ...atOnce,
        Namespace: 'AWS/Lambda',
        MetricName: 'IteratorAge',
        Statistic: 'Maximum',
        Threshold: 900_000,
      });
      expectOfAlias(`${name}-late`, name);
      // Lambda measures it by mapping, and only where the mapping asks for it.
      expect(alarms.get(`${name}-dead-batches`)).toMatchObject({
        ...atOnce,
        Namespace: 'AWS/Lambda',
        MetricName: 'OnFailureDestinationDeliveredEventCount',
        Statistic: 'Sum',
        Threshold: 1,
      });
      const [[dimension, mapping = ''] = []] = dimensionsOf(`${name}-dead-batches`);
      expect(dimension).toBe('EventSourceMappingUUID');
      const own = resourcesOf(app, 'AWS::Lambda::EventSourceMapping')[JSON.parse(mapping).Ref];
      expect(JSON.stringify(own?.Properties.FunctionName)).toContain(`"${name}Live`);
      expect(own?.Properties.MetricsConfig).toEqual({ Metrics: ['EventCount'] });
    }
    if (receipts) {
      expect(alarms.get(`${name}-dead-events`)).toMatchObject({
        ...atOnce,
        Namespace: 'AWS/Lambda',
        MetricName: 'AsyncEventsDropped',
        Statistic: 'Sum',
        Threshold: 1,
      });
      expect(dimensionsOf(`${name}-dead-events`).map(([one]) => one)).toEqual(['FunctionName']);
    }
  });

  it('the API: its faults and how slow it is, by its name', () => {
    const byName = { Namespace: 'AWS/ApiGateway', Dimensions: [{ Name: 'ApiName', Value: prefix }] };
    expect(Object.values(resourcesOf(app, 'AWS::ApiGateway::RestApi'))[0]?.Properties.Name).toBe(prefix);
    expect(alarms.get('api-faults')).toMatchObject({
      ...atOnce,
      ...byName,
      MetricName: '5XXError',
      Statistic: 'Sum',
    });
    expect(alarms.get('api-slow')).toMatchObject({
      ...atOnce,
      ...byName,
      EvaluationPeriods: 3,
      MetricName: 'Latency',
    });
  });

  it('dead letters: as long as one lies in the queue', () => {
    expect(alarms.get('mail-events-dead-letters')).toMatchObject({
      ...atOnce,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Threshold: 1,
    });
    const [queue = ''] = Object.keys(resourcesOf(app, 'AWS::SQS::Queue'));
    expect(dimensionsOf('mail-events-dead-letters')).toEqual([
      ['QueueName', JSON.stringify({ 'Fn::GetAtt': [queue, 'QueueName'] })],
    ]);
  });

  it.each(Object.keys(alarmingLogLines))('%s: the line, counted one by one, under the stage', (name) => {
    const alarm = alarms.get(kebab(name));
    expect(alarm).toMatchObject({ ...atOnce, Namespace: prefix, MetricName: name, Statistic: 'Sum' });
    expect(alarm?.Dimensions).toBeUndefined();
    const counting = Object.values(resourcesOf(app, 'AWS::Logs::MetricFilter'))
      .flatMap(({ Properties }) => Properties.MetricTransformations)
      .filter(({ MetricName }) => MetricName === name);
    for (const one of counting)
      expect(one).toEqual({ MetricName: name, MetricNamespace: prefix, MetricValue: '1' });
    // A metric of the same name would be added to the count.
    expect(Object.keys(metrics)).not.toContain(name);
  });
});

describe('the dashboard looks at what the product measures', () => {
  const [dashboard] = Object.values(resourcesOf(app, 'AWS::CloudWatch::Dashboard'));
  const body = dashboard?.Properties.DashboardBody['Fn::Join'][1]
    .map((part: unknown) => (typeof part === 'string' ? part : 'ref'))
    .join('');
  const drawn = JSON.stringify(
    JSON.parse(body).widgets.flatMap(
      ({ properties }: { properties: { metrics?: unknown[] } }) => properties.metrics ?? [],
    ),
  );

  it.each(Object.entries(metrics))('%s', (name, metric) => {
    if ('by' in metric)
      expect(drawn).toContain(
        JSON.stringify(`SEARCH('{"${prefix}",${metric.by}} MetricName="${name}"', 'Sum', 300)`).slice(1, -1),
      );
    else expect(drawn).toContain(JSON.stringify([prefix, name]).slice(0, -1));
  });
});
