import { Annotations, type Stack } from 'aws-cdk-lib';
import { addressOf } from './constructs/mail-grant.ts';
import type { StageConfig } from './stage-config.ts';

/** A token of 54 characters and a plus sign stand behind the name, of the 64 that a local part may have (RFC 5321 4.5.3.1.1). */
const refusalAddress = /^[A-Za-z0-9._-]{1,9}@[A-Za-z0-9.-]+$/;

/** A reference of 14 characters and a plus sign stand behind the name, of those 64. */
const supportAddress = /^[A-Za-z0-9._-]{1,49}@[A-Za-z0-9.-]+$/;

/**
 * Looks over what the types of a stage's settings cannot say. That advertising would be unlawful yet is a warning, not an error: all but
 * campaigns may run before the operator's particulars are set.
 * @param stack shows the warning: the command line tells of those of stacks, not of stages
 * @throws Error when no mail with a link to refuse could be made, when a token would stand in a server's log, or when what people
 *   answer would not come in, or count as what it is not
 */
export function checkConfig(stack: Stack, config: StageConfig): void {
  if (!refusalAddress.test(config.refusalAddress))
    throw new Error(
      `refusalAddress of ${config.stage} is to be a plain address of at most 9 characters before the @: a token stands behind them.`,
    );
  if (!/^https:\/\/[^#]+#[^#]*$/.test(config.informationPage))
    throw new Error(
      `informationPage of ${config.stage} is to be an https address that ends within its fragment: a token stands behind it.`,
    );
  if (!supportAddress.test(config.supportAddress))
    throw new Error(
      `supportAddress of ${config.stage} is to be a plain address of at most 49 characters before the @: a reference stands behind them.`,
    );
  checkReceived(config);
  const missing = (['postalAddress', 'phone'] as const).filter((part) => !config.mailSender[part]?.trim());
  if (config.stage === 'prod' && missing.length > 0)
    Annotations.of(stack).addWarningV2(
      'cloudfly-privacy:sender',
      `mailSender of ${config.stage} has no ${missing.join(' and no ')}: no campaign may be sent before it is set (D91 19-20).`,
    );
}

/** Every address that people answer to is one whose mail comes in, and that of refusals is no other. */
function checkReceived(config: StageConfig): void {
  const refusals = config.refusalAddress.toLowerCase();
  const answered = {
    mailFrom: addressOf(config.mailFrom).toLowerCase(),
    supportAddress: config.supportAddress.toLowerCase(),
  };
  for (const [name, address] of Object.entries({ ...answered, refusalAddress: refusals }))
    if (!address.endsWith(`@${config.mailDomain.toLowerCase()}`))
      throw new Error(
        `${name} of ${config.stage} is not at ${config.mailDomain}, so nothing that is sent to it would come in.`,
      );
  for (const [name, address] of Object.entries(answered))
    if (address === refusals)
      throw new Error(
        `${name} of ${config.stage} is the refusalAddress too, so whatever is written to it would be taken for a refusal.`,
      );
}
