import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type MetricDeclaration, metrics } from '../../lambda/declared/metrics.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';

const period = Duration.minutes(5);
const half = { width: 12, height: 6 } as const;

export interface DashboardProps {
  readonly config: StageConfig;
  readonly api: RestApi;
  readonly functions: readonly DeclaredFunction[];
  readonly alarms: readonly Alarm[];
}

/** One page of a stage: its alarms, its answers, how its functions and streams do, and every metric of the product's own. */
export function createDashboard(
  scope: Construct,
  id: string,
  { config, api, functions, alarms }: DashboardProps,
) {
  const streamed = functions.filter(({ declaration }) => declaration.stream);
  return new Dashboard(scope, id, {
    dashboardName: config.namePrefix,
    defaultInterval: Duration.days(1),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 })],
      [
        graph('Answers of the API', [
          api.metricCount({ period, statistic: Stats.SUM }),
          api.metricClientError({ period, statistic: Stats.SUM }),
          api.metricServerError({ period, statistic: Stats.SUM }),
        ]),
        graph('Time of answers, ms', [
          api.metricLatency({ period, statistic: Stats.percentile(50) }),
          api.metricLatency({ period, statistic: Stats.percentile(99) }),
        ]),
      ],
      [
        graph(
          'Errors of functions',
          functions.map((fn) => fn.alias.metricErrors({ period, statistic: Stats.SUM, label: fn.name })),
        ),
        graph(
          'Age of streams, ms',
          streamed.map((fn) =>
            fn.alias.metric('IteratorAge', { period, statistic: Stats.MAXIMUM, label: fn.name }),
          ),
        ),
      ],
      ...pairs(Object.entries(metrics).map(([name, metric]) => own(config, name, metric))),
    ],
  });
}

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, ...half });

/** Kinds are found by the one dimension that tells them apart: new ones appear by themselves. */
function own({ namePrefix }: StageConfig, metricName: string, { by, unit }: MetricDeclaration): GraphWidget {
  const title = `${metricName}${by ? ` by ${by}` : ''}, ${unit.toLowerCase()}`;
  const statistic = unit === 'Count' ? Stats.SUM : Stats.MAXIMUM;
  if (by === undefined)
    return graph(title, [new Metric({ namespace: namePrefix, metricName, statistic, period })]);
  const expression = `SEARCH('{"${namePrefix}",${by}} MetricName="${metricName}"', '${statistic}', ${period.toSeconds()})`;
  return graph(title, [new MathExpression({ expression, label: '', usingMetrics: {}, period })]);
}

const pairs = <T>(list: readonly T[]): T[][] =>
  list.flatMap((_, n) => (n % 2 === 0 ? [[...list.slice(n, n + 2)]] : []));
