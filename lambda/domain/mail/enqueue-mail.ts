import type { ContactDecision } from '../contact/decide-contact.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { MailPurpose } from '../purposes.ts';
import { isReference } from '../request/reference.ts';
import type { Language } from '../viewer.ts';
import { laneOf } from './lane.ts';
import type { KeptDecision, Mail, MailDestination } from './mail.ts';
import { mailIdAt } from './mail-id.ts';
import { type FilledTemplate, templates } from './templates.ts';

/** What the gate said when a mail was asked for, and when. */
export type AskedDecision = ContactDecision & Pick<KeptDecision, 'at'>;

interface DraftFacts {
  readonly customerId: string;
  readonly language: Language;
  /** Who asks for it, as the audit trail names them. */
  readonly requestedBy: string;
  /** The request that causes the mail. */
  readonly requestId: string;
  /** Only where the same mail must not be queued twice (`mailIdOf`); else a fresh one. */
  readonly id?: string;
  /**
   * What the gate said. Refused, the mail is kept as SUPPRESSED, so that whoever asked and the customer see it; a full quota only postpones
   * it. Absent for a duty.
   */
  readonly decision?: AskedDecision;
}

/** A mail whose variables may be personal or secret: they are sealed under the contact key of whom it goes to, whose keyring it is. */
export interface MailDraft extends DraftFacts {
  readonly filled: Exclude<FilledTemplate, { template: 'CAMPAIGN' }>;
  /** Where it goes; the current address unless said. */
  readonly to?: MailDestination;
  /** For `to: 'PENDING'`. */
  readonly changeId?: string;
}

/**
 * Makes the outbox row of a mail. The caller puts the write into the transaction of the act that causes the mail, beside `saveKeyring`
 * when sealing added a key.
 */
export function enqueueMail(
  deps: Pick<Ports, 'now' | 'random' | 'outbox'>,
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  draft: Omit<MailDraft, 'customerId'>,
): { readonly mail: Mail; readonly write: Write } {
  const now = deps.now();
  const id = draft.id ?? mailIdAt(now, deps.random);
  const sealedVariables = sealing.seal(keyring, variablesAt(id), draft.filled.variables);
  const { template } = draft.filled;
  const facts = { ...draft, customerId: keyring.subjectId, id, template };
  const { to, changeId } = draft;
  const reference = referenceIn(draft.filled);
  const mail: Mail = {
    ...queuedMail(facts, templates[template].purpose, now),
    ...(to !== undefined && { to }),
    ...(changeId !== undefined && { changeId }),
    ...(reference !== undefined && { reference }),
    sealedVariables,
  };
  return { mail, write: deps.outbox.insert(mail) };
}

/** The request that a mail is about. One of the outside ticket system is none of ours. */
function referenceIn({ variables }: MailDraft['filled']): string | undefined {
  if (!('reference' in variables)) return undefined;
  return isReference(variables.reference) ? variables.reference : undefined;
}

/** The same for variables that are codes and instants alone, by functions that hold no keys. */
export function enqueueOpenMail(
  deps: Pick<Ports, 'now' | 'random' | 'outbox'>,
  draft: DraftFacts &
    Pick<MailDraft, 'to' | 'changeId'> & {
      readonly filled: Extract<FilledTemplate, { template: 'REFUSAL_CONFIRMATION' | 'ADDRESS_HELD' }>;
    },
): { readonly mail: Mail; readonly write: Write } {
  const now = deps.now();
  const { to, changeId } = draft;
  const { template, variables } = draft.filled;
  const facts = { ...draft, id: draft.id ?? mailIdAt(now, deps.random), template };
  const mail: Mail = {
    ...queuedMail(facts, templates[template].purpose, now),
    ...(to !== undefined && { to }),
    ...(changeId !== undefined && { changeId }),
    openVariables: variables,
  };
  return { mail, write: deps.outbox.insert(mail) };
}

/** A mail as it begins, without variables: queued, or suppressed when the gate said no. */
export function queuedMail(
  draft: DraftFacts & {
    readonly id: string;
    readonly template: Mail['template'];
    readonly campaignId?: string;
  },
  purpose: MailPurpose,
  now: Date,
): Mail {
  const at = now.toISOString();
  const { until, advertising = false, ...decision } = draft.decision ?? {};
  const asked = draft.decision && (decision as KeptDecision);
  const isPostponed = asked?.reason === 'QUOTA_SPENT' && until !== undefined;
  const isRefused = asked?.allowed === false && !isPostponed;
  return {
    id: draft.id,
    customerId: draft.customerId,
    purpose,
    lane: draft.campaignId === undefined ? laneOf(purpose) : 'marketing',
    advertising,
    template: draft.template,
    language: draft.language,
    campaignId: draft.campaignId,
    requestedBy: draft.requestedBy,
    state: isRefused ? 'SUPPRESSED' : 'QUEUED',
    attempt: 0,
    queuedAt: at,
    dueAt: isRefused ? undefined : isPostponed ? until : at,
    leaseUntil: undefined,
    reason: asked?.allowed === false ? asked.reason : undefined,
    askedDecision: asked,
    sendingDecision: undefined,
    begunAt: undefined,
    messageId: undefined,
    requestId: draft.requestId,
    sealedVariables: undefined,
    openVariables: undefined,
  };
}

/** Where a mail's variables are sealed. */
export function variablesAt(mailId: string) {
  return { dataClass: 'contact', kind: 'mailVariables', recordId: mailId, revision: 1 } as const;
}
