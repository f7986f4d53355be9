import type { Keyring, Ports, ReadySealing, Write } from '../ports.ts';
import type { DutyPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import { laneOf } from './lane.ts';
import { type Mail, type MailTemplate, type MailVariables, templatePurposes } from './mail.ts';

export type MailDraft = DraftFacts &
  {
    readonly [T in MailTemplate]: {
      readonly filled: { readonly template: T; readonly variables: MailVariables[T] };
    } & Advertising<T>;
  }[MailTemplate];

interface DraftFacts {
  readonly language: Language;
  /** The request that causes the mail. */
  readonly requestId: string;
  /** Only where the same mail must not be queued twice; else a fresh one. */
  readonly id?: string;
}

/** What the policy version in force says of the purpose: to be said of every purpose but a duty. */
type Advertising<T extends MailTemplate> = (typeof templatePurposes)[T] extends DutyPurpose
  ? { readonly advertising?: never }
  : { readonly advertising: boolean };

/**
 * Makes the outbox row of a mail to the customer whose keyring it is, its variables sealed under their contact key. The caller puts the
 * write into the transaction of the act that causes the mail, beside `saveKeyring` when sealing added a key.
 */
export function enqueueMail(
  deps: Pick<Ports, 'now' | 'random' | 'outbox'>,
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  draft: MailDraft,
): { readonly mail: Mail; readonly write: Write } {
  const id = draft.id ?? deps.random.id();
  const now = deps.now().toISOString();
  const { template, variables } = draft.filled;
  const purpose = templatePurposes[template];
  const mail: Mail = {
    id,
    customerId: keyring.subjectId,
    purpose,
    lane: laneOf(purpose),
    advertising: draft.advertising ?? false,
    template,
    language: draft.language,
    state: 'QUEUED',
    attempt: 0,
    queuedAt: now,
    dueAt: now,
    leaseUntil: undefined,
    reason: undefined,
    messageId: undefined,
    requestId: draft.requestId,
    sealedVariables: sealing.seal(keyring, variablesAt(id), variables),
  };
  return { mail, write: deps.outbox.insert(mail) };
}

/** Where a mail's variables are sealed. */
export function variablesAt(mailId: string) {
  return { dataClass: 'contact', kind: 'mailVariables', recordId: mailId, revision: 1 } as const;
}
