import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmingLogLine, alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import type { StageConfig } from '../stage-config.ts';
import { createAlarmsTopic } from './alarms-topic.ts';
import { countLines } from './counted-lines.ts';
import type { DeclaredFunction } from './declared-function.ts';
import { reputation } from './reputation.ts';

const period = Duration.minutes(5);
const kebab = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

/** What wakes someone. Every alarm goes to one encrypted topic; its name is its entry in the runbook. */
export class Alarms extends Construct {
  readonly #config: StageConfig;
  readonly #action: SnsAction;
  /** Every alarm there is so far. */
  readonly all: Alarm[] = [];

  constructor(scope: Construct, id: string, config: StageConfig, storageKey: IKey) {
    super(scope, id);
    this.#config = config;
    const topic = createAlarmsTopic(this, 'Topic', config, storageKey);
    this.#action = new SnsAction(topic);
  }

  /** Answers that are the API's own fault. */
  apiFaults(api: RestApi): Alarm {
    return this.#alarm(
      'api-faults',
      'The API answers 5xx.',
      api.metricServerError({ period, statistic: Stats.SUM }),
      5,
    );
  }

  apiSlow(api: RestApi): Alarm {
    const metric = api.metricLatency({ period, statistic: Stats.percentile(99) });
    return this.#alarm('api-slow', 'One answer in a hundred is slow.', metric, this.#config.slowAnswerMs, {
      periods: 3,
    });
  }

  /** Errors of the version that is live or being tried. */
  functionErrors(fn: DeclaredFunction): Alarm {
    const metric = fn.alias.metricErrors({ period, statistic: Stats.SUM });
    return this.#alarm(`${fn.name}-errors`, `${fn.name} fails.`, metric, 1);
  }

  streamAge(fn: DeclaredFunction): Alarm {
    const metric = fn.alias.metric('IteratorAge', { period, statistic: Stats.MAXIMUM });
    const allowed = Duration.minutes(15).toMilliseconds();
    return this.#alarm(
      `${fn.name}-late`,
      `${fn.name} is behind on its stream by 15 minutes or more.`,
      metric,
      allowed,
    );
  }

  /** Nothing is told of what nobody looks at: a clock that does not run wakes someone by its silence. */
  silent(fn: DeclaredFunction): Alarm {
    const metric = fn.alias.metricInvocations({ period, statistic: Stats.SUM });
    return this.#alarm(`${fn.name}-silent`, `${fn.name} was not run for a quarter of an hour.`, metric, 1, {
      periods: 3,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      missing: TreatMissingData.BREACHING,
    });
  }

  /** Bounces and complaints, before SES stops all sending for them. */
  reputation(): void {
    // SES tells of it now and then, and a share is as it was until then.
    for (const { name, meaning, metric, share } of reputation)
      this.#alarm(name, meaning, metric, share, { missing: TreatMissingData.IGNORE });
  }

  /** A batch that failed to the end lies in the bucket of dead batches. */
  deadBatches(fn: DeclaredFunction, mapping: EventSourceMapping): Alarm {
    const metric = new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'OnFailureDestinationDeliveredEventCount',
      dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
      period,
      statistic: Stats.SUM,
    });
    return this.#alarm(`${fn.name}-dead-batches`, `${fn.name} gave up on records of its stream.`, metric, 1);
  }

  /** An event that failed to the end was dropped; it lies whole where the function keeps such. */
  deadEvents(fn: DeclaredFunction): Alarm {
    const metric = fn.function.metric('AsyncEventsDropped', { period, statistic: Stats.SUM });
    return this.#alarm(`${fn.name}-dead-events`, `${fn.name} gave up on what it was told.`, metric, 1);
  }

  /** Messages that were given up lie in a queue until someone has looked. */
  deadLetters(queue: Queue, name: string): Alarm {
    const metric = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM });
    return this.#alarm(`${name}-dead-letters`, `${name}: messages were given up.`, metric, 1);
  }

  /** A log line of any of these functions, counted. */
  logLine(name: AlarmingLogLine, functions: readonly DeclaredFunction[]): Alarm {
    const { meaning, atLeast } = alarmingLogLines[name];
    const counted = countLines(this, name, functions, this.#config.namePrefix);
    return this.#alarm(kebab(name), meaning, counted, atLeast);
  }

  #alarm(
    name: string,
    alarmDescription: string,
    metric: IMetric,
    threshold: number,
    {
      periods = 1,
      comparison = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      missing = TreatMissingData.NOT_BREACHING,
    } = {},
  ): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.#config.namePrefix}-${name}`,
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: comparison,
      treatMissingData: missing,
    });
    alarm.addAlarmAction(this.#action);
    this.all.push(alarm);
    return alarm;
  }
}
