import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type AlarmingLogLine, alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import type { DeclaredFunction } from './declared-function.ts';

/** Counts a log line of any of these functions. */
export function countLines(
  scope: Construct,
  metricName: AlarmingLogLine,
  functions: readonly DeclaredFunction[],
  metricNamespace: string,
): Metric {
  for (const fn of functions) {
    new MetricFilter(scope, `${metricName}-${fn.name}`, {
      logGroup: fn.logGroup,
      filterPattern: FilterPattern.stringValue('$.event', '=', alarmingLogLines[metricName].event),
      metricNamespace,
      metricName,
      metricValue: '1',
    });
  }
  return new Metric({
    namespace: metricNamespace,
    metricName,
    period: Duration.minutes(5),
    statistic: Stats.SUM,
  });
}
