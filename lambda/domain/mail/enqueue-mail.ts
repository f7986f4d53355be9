import type { Keyring, Ports, ReadySealing, Write } from '../ports.ts';
import type { Language } from '../viewer.ts';
import type { FilledTemplate } from './letter.ts';
import { type Mail, templatePurposes } from './mail.ts';

export interface MailDraft {
  readonly customerId: string;
  readonly language: Language;
  readonly filled: FilledTemplate;
  /** The request that causes the mail. */
  readonly requestId: string;
  /** Only where the same mail must not be queued twice; else a fresh one. */
  readonly id?: string;
}

/**
 * Makes the outbox row of a mail, its variables sealed under the addressee's contact key. The caller puts the write into the
 * transaction of the act that causes the mail, beside `saveKeyring` when sealing added a key.
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
  const mail: Mail = {
    id,
    customerId: draft.customerId,
    purpose: templatePurposes[template],
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
