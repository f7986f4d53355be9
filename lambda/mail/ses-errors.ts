import { MailPostponed, MailRefused } from '../domain/mail/transport-errors.ts';

/** Errors that say this message will never be taken. */
const final = new Set([
  'MessageRejected',
  'InvalidParameterValue',
  'InvalidParameterCombination',
  'MissingParameter',
  'ValidationError',
  'MailFromDomainNotVerifiedException',
]);

/** Errors of a connection that was never made: nothing can have been sent. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CredentialsProviderError']);

/** The outcome is not known: SES may have taken the mail. */
export class MailOutcomeUnknown extends Error {
  constructor() {
    super('MAIL_OUTCOME_UNKNOWN');
    this.name = 'MailOutcomeUnknown';
  }
}

/**
 * What an error of the SES client means for the mail. Only the error's code goes on: SES repeats addresses in its messages.
 * Every other refusal with a status below 500 is the operator's to mend (a paused account, a missing grant, a spent quota),
 * so the mail waits; so it does when SES says that it is unavailable.
 */
export function judgeSesError(error: unknown): MailRefused | MailPostponed | MailOutcomeUnknown {
  const { name, code, $metadata } = facts(error);
  const status = $metadata?.httpStatusCode;
  if (final.has(name)) return new MailRefused(name);
  if (status === 503 || (status !== undefined && status >= 400 && status < 500))
    return new MailPostponed(name);
  if (unconnected.has(name) || unconnected.has(code ?? '')) return new MailPostponed(code ?? name);
  return new MailOutcomeUnknown();
}

function facts(error: unknown): {
  name: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
} {
  return error instanceof Error ? error : { name: 'Unknown' };
}
