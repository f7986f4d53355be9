import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { acknowledge } from '../acknowledge.ts';
import type { DeclaredFunction } from './declared-function.ts';

/** Runs a function every so many minutes. A run that fails is not repeated: the next one does what it left. */
export function runEveryMinutes(fn: DeclaredFunction, minutes: number): Rule {
  const rule = new Rule(fn, 'Schedule', {
    description: `${fn.name}: every ${minutes} min`,
    schedule: Schedule.rate(Duration.minutes(minutes)),
    targets: [new LambdaFunction(fn.target, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
  acknowledge(
    rule,
    'An event that says only that a minute has passed is not worth keeping: the next run does what a missed one left.',
    'Serverless-EventBusDLQ',
  );
  return rule;
}
