import type { Audience } from '../lambda/domain/access.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { listMails, shownReason, shownState } from '../lambda/domain/mail/list-mails.ts';
import { type KeptDecision, type Mail, mailStates } from '../lambda/domain/mail/mail.ts';
import type { Ports } from '../lambda/domain/ports.ts';
import { dutyPurposes, marketingPurposes, operationalPurposes } from '../lambda/domain/purposes.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { globalMailId, localMailId } from './node.ts';

const readers = [
  'customer',
  'support',
  'privacy_officer',
  'scope:mail:send',
] as const satisfies readonly Audience[];
const listers = ['customer', 'support', 'privacy_officer'] as const satisfies readonly Audience[];
const senders = ['scope:mail:send'] as const;

export const MailPurposeEnum = builder.enumType('MailPurpose', {
  description:
    'What CloudFly may write for (policy section 2): operational and marketing purposes, which can be refused, and duties, which cannot and carry no advertising.',
  values: [...operationalPurposes, ...marketingPurposes, ...dutyPurposes],
});
export const MailStateEnum = builder.enumType('MailState', {
  description:
    'What became of a mail. SUPPRESSED: the gate or a stop kept it from being sent. UNCERTAIN: it may have been sent. A verification stays SENT, whether or not it is known to have arrived.',
  values: mailStates.filter((state) => state !== 'DIVERTED'),
});

const ContactAnswer = builder.objectRef<KeptDecision>('ContactAnswer').implement({
  description: 'What the gate said, as it is kept: every answer, allowed or not (P1.2).',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', access: readers }),
    allowed: t.exposeBoolean('allowed', { access: readers }),
    reason: t.exposeString('reason', {
      access: readers,
      description: 'A code: DUTY, CONSENT, AGREEMENT or LEGAL_BASIS; or why not, such as REFUSED.',
    }),
    rules: t.stringList({
      access: readers,
      description: 'Clauses of the policy (P2.6) and articles of the law (D330 37) it follows from.',
      resolve: ({ rules }) => [...rules],
    }),
  }),
});

/** A mail as those may know it whom it concerns. Never its words, its address or SES's id. */
export const MailType = builder.objectRef<Mail>('Mail').implement({
  description: 'A mail to a customer: what it is for, what the gate said, what became of it; not its words.',
  fields: (t) => ({
    id: t.id({ access: readers, resolve: ({ customerId, id }) => globalMailId(customerId, id) }),
    purpose: t.expose('purpose', { type: MailPurposeEnum, access: readers }),
    state: t.field({ type: MailStateEnum, access: readers, resolve: shownState }),
    reason: t.string({
      access: readers,
      nullable: true,
      description: 'Why it was suppressed, failed or waits: a code.',
      resolve: shownReason,
    }),
    advertising: t.exposeBoolean('advertising', {
      access: readers,
      description: 'Labelled [QC], and counted: at most three in any 24 hours (D330 37).',
    }),
    requested: t.field({
      type: ContactAnswer,
      access: readers,
      nullable: true,
      description:
        'What the gate said when the mail was asked for. Null for duties, whose answer comes when they are sent.',
      resolve: ({ askedDecision }) => askedDecision,
    }),
    decided: t.field({
      type: ContactAnswer,
      access: readers,
      nullable: true,
      description: 'What it said when sending was last to begin: the answer that counts.',
      resolve: ({ sendingDecision }) => sendingDecision,
    }),
    queuedAt: t.expose('queuedAt', { type: 'DateTime', access: readers }),
    begunAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When sending last began: what was refused before is not sent.',
      resolve: ({ begunAt }) => begunAt,
    }),
  }),
});

const MailConnection = connectionOf('Mail', MailType, listers);

/** A page of a customer's mails, as a connection takes it. */
export async function mailsOf(
  ports: Pick<Ports, 'outbox'>,
  customerId: string,
  { first, after }: { first?: number | null | undefined; after?: string | null | undefined },
) {
  const page = await listMails(ports, { customerId, first: first ?? 20, after: after ?? undefined });
  return {
    items: page.mails.map((mail) => ({ node: mail, cursor: mail.id })),
    hasNextPage: page.hasNextPage,
  };
}
export { MailConnection };

builder.queryFields((t) => ({
  mail: t.field({
    type: MailType,
    access: senders,
    nullable: true,
    cost: 5,
    description: 'A mail that this very service asked for. Null for any other.',
    args: { id: t.arg.id({ access: senders }) },
    resolve: async (_, args, { ports, viewer }) => {
      if (viewer.kind !== 'service') throw new DomainError('FORBIDDEN');
      const place = localMailId(args.id);
      const mail = place && (await ports.outbox.load(place.customerId, place.mailId));
      return mail?.requestedBy === `service:${viewer.clientId}` ? mail : undefined;
    },
  }),
}));
