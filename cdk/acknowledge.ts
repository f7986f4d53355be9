import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says why a finding of a rule pack stands, for one construct and what is under it.
 * @param reason a sentence for an auditor
 * @param ids exact ids, findings included: `AwsSolutions-IAM5[Resource::*]`
 * @throws Error when the reason is too short to be one
 */
export function acknowledge(construct: IConstruct, reason: string, ...ids: readonly string[]): void {
  if (reason.length < 30)
    throw new Error(`A reason of 30 characters or more is needed for ${ids.join(', ')}.`);
  Validations.of(construct).acknowledge(...ids.map((id) => ({ id, reason })));
}
