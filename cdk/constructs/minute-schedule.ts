import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from '../acknowledge.ts';
import type { DeclaredFunction } from './declared-function.ts';

const notKept =
  'An event that says only that a minute has passed is not worth keeping: the next run does what a missed one left.';

/**
 * Runs a function every so many minutes. A run that fails is not repeated, nor one that found no room made up for: the next one does what it left.
 * Lambda would do both, for six hours. Of a function that is told of receipts, too, those are repeated, and runs with them.
 */
export function runEveryMinutes(fn: DeclaredFunction, minutes: number): Rule {
  if (!fn.declaration.receipts) {
    const runs = new EventInvokeConfig(fn, 'Runs', {
      function: fn.function as IFunction,
      qualifier: fn.alias.aliasName,
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
    // It names the alias by its plain name, so that CloudFormation sees no need to wait for it.
    runs.node.addDependency(fn.alias);
    acknowledge(runs, notKept, 'Serverless-LambdaAsyncFailureDestination');
  }
  const rule = new Rule(fn, 'Schedule', {
    description: `${fn.name}: every ${minutes} min`,
    schedule: Schedule.rate(Duration.minutes(minutes)),
    targets: [new LambdaFunction(fn.target, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
  acknowledge(rule, notKept, 'Serverless-EventBusDLQ');
  return rule;
}
