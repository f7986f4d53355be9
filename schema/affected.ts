import type { AffectedSubject } from '../lambda/domain/incident/incident.ts';
import { shownState } from '../lambda/domain/mail/list-mails.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { MailStateEnum } from './mail.ts';
import { globalSubjectId } from './request-subject.ts';

/** Who keeps incidents. */
export const incidentKeepers = ['privacy_officer'] as const;
const keepers = incidentKeepers;

const AffectedType = builder.objectRef<AffectedSubject>('AffectedSubject').implement({
  description: 'Somebody whose personal data an incident touches, from the audit trail.',
  fields: (t) => ({
    customerId: t.id({
      access: keepers,
      description: 'A customer, or who wrote without being one.',
      resolve: ({ subjectId }) => globalSubjectId(subjectId),
    }),
    fields: t.stringList({
      access: keepers,
      description: 'Names of fields that were read, given or changed.',
      resolve: ({ fields }) => [...fields],
    }),
    actions: t.stringList({
      access: keepers,
      description: 'As in `AuditRow.action`.',
      resolve: ({ actions }) => [...actions],
    }),
    firstAt: t.expose('firstAt', { type: 'DateTime', access: keepers }),
    lastAt: t.expose('lastAt', { type: 'DateTime', access: keepers }),
    mailId: t.string({
      access: keepers,
      nullable: true,
      description: 'The mail that tells them; null before it is queued.',
      resolve: ({ mailId }) => mailId,
    }),
    mailState: t.field({
      type: MailStateEnum,
      access: keepers,
      cost: 1,
      nullable: true,
      description:
        'What became of that mail. SUPPRESSED, BOUNCED, COMPLAINED or PARKED: tell them otherwise. Null before it is queued.',
      resolve: async ({ subjectId, mailId }, _, { ports }) => {
        const mail = mailId === undefined ? undefined : await ports.outbox.load(subjectId, mailId);
        return mail && shownState(mail);
      },
    }),
    notToldBecause: t.string({
      access: keepers,
      nullable: true,
      description:
        'Why there is no mail: NO_CUSTOMER (erased, being erased, or no customer), NO_KEYS. Tell them otherwise.',
      resolve: ({ notToldBecause }) => notToldBecause,
    }),
  }),
});
export const AffectedConnection = connectionOf('AffectedSubject', AffectedType, keepers);
