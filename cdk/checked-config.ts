import { Annotations, type Stack } from 'aws-cdk-lib';
import type { StageConfig } from './stage-config.ts';

/** A token of 54 characters and a plus sign stand behind the name, of the 64 that a local part may have (RFC 5321 4.5.3.1.1). */
const refusalAddress = /^[A-Za-z0-9._-]{1,9}@[A-Za-z0-9.-]+$/;

/**
 * Looks over what the types of a stage's settings cannot say. That advertising would be unlawful yet is a warning, not an error: all but
 * campaigns may run before the operator's particulars are set.
 * @param stack shows the warning: the command line tells of those of stacks, not of stages
 * @throws Error when no mail with a link to refuse could be made
 */
export function checkConfig(stack: Stack, config: StageConfig): void {
  if (!refusalAddress.test(config.refusalAddress))
    throw new Error(
      `refusalAddress of ${config.stage} is to be a plain address of at most 9 characters before the @: a token stands behind them.`,
    );
  const missing = (['postalAddress', 'phone'] as const).filter((part) => !config.mailSender[part]?.trim());
  if (config.stage === 'prod' && missing.length > 0)
    Annotations.of(stack).addWarningV2(
      'cloudfly-privacy:sender',
      `mailSender of ${config.stage} has no ${missing.join(' and no ')}: no campaign may be sent before it is set (D91 19-20).`,
    );
}
