import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Personal } from '../pii.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import { mailIdAt } from './mail-id.ts';
import type { FilledTemplate } from './templates.ts';
import { MailRefused } from './transport-errors.ts';

/** A code that the identity provider hands over for one of its users. */
export interface SignInCode {
  /** The user's opaque subject. */
  readonly subject: string;
  /** The user's own address, as the identity provider has it. */
  readonly to: Personal<string>;
  readonly language: Language;
  readonly filled: Personal<Extract<FilledTemplate, { template: 'SIGN_IN_CODE' }>>;
}

type Deps = Pick<Ports, 'now' | 'random' | 'commit' | 'counters' | 'composeMail' | 'mailTransport' | 'log'>;

const by = 'signInMail';

/**
 * Sends a code of sign-in: without an outbox row, as the test of a campaign is, since its reader is no customer and its code is dead before a sweep could
 * find it. It is counted and audited in one transaction before it goes; a code beyond the hour's number is held back.
 * @throws what the stores throw, and SES when it may take the mail later or may have taken it: the caller comes again
 */
export async function sendSignInCode(
  deps: Deps,
  code: SignInCode,
): Promise<'SENT' | 'HELD_BACK' | 'REFUSED'> {
  const { subject, to, language, filled } = code;
  const mailId = mailIdAt(deps.now(), deps.random);
  const requestId = deps.random.id();
  const mail = {
    id: mailId,
    template: 'SIGN_IN_CODE' as const,
    language,
    requestId,
    advertising: false,
    campaignId: undefined,
  };
  try {
    const raw = await deps.composeMail({ mail, to, filled, refusing: undefined });
    await begin(deps, { subject, mailId, requestId });
    await deps.mailTransport.send({ raw, to, customerId: undefined, mailId });
    deps.log.info('sign_in_code_sent', { mailId, requestId });
    return 'SENT';
  } catch (error) {
    if (error instanceof MailRefused) {
      deps.log.error('sign_in_code_refused', { mailId, requestId, code: error.code });
      return 'REFUSED';
    }
    if (!(error instanceof DomainError) || error.code !== 'RATE_LIMITED') throw error;
    deps.log.warn('sign_in_code_held_back', { mailId, requestId });
    return 'HELD_BACK';
  }
}

function begin(
  deps: Deps,
  { subject, mailId, requestId }: { subject: string; mailId: string; requestId: string },
): Promise<void> {
  const counter = {
    key: `sign-in:${subject}`,
    limit: limits.signInCodesPerHour,
    windowSeconds: 3600,
    now: deps.now(),
  };
  return deps.commit(
    [deps.counters.add(counter, 1, 'RATE_LIMITED')],
    [systemEntryOf(by, requestId, { action: 'MAIL_BEGUN', fields: ['email'], mailId })],
  );
}
