import { type Incident, incidentStates } from '../lambda/domain/incident/incident.ts';
import { AffectedConnection, incidentKeepers } from './affected.ts';
import { builder } from './builder.ts';
import { DataClassEnum, LanguageEnum } from './enums.ts';
import { NoticeType, WindowType } from './incident-parts.ts';
import { ReportType, WordsType } from './incident-words.ts';
import { lateOperations } from './late-operations.ts';
import { overseers } from './overseers.ts';
import { requireStaff } from './require-staff.ts';

const { listAffected, readIncidentWords } = lateOperations;

const keepers = incidentKeepers;

const IncidentStateEnum = builder.enumType('IncidentState', {
  description: 'RECORDED until the authority has the report; then REPORTED, in the end CLOSED.',
  values: incidentStates,
});

export const IncidentType = builder.objectRef<Incident>('Incident').implement({
  description: 'A breach of personal data, and its clock of 72 hours from discovery (L91 23; D356 28).',
  fields: (t) => ({
    id: t.exposeID('id', { access: overseers }),
    state: t.expose('state', { type: IncidentStateEnum, access: overseers }),
    classes: t.field({ type: [DataClassEnum], access: overseers, resolve: ({ classes }) => [...classes] }),
    discoveredAt: t.expose('discoveredAt', { type: 'DateTime', access: overseers }),
    reportDueAt: t.expose('reportDueAt', { type: 'DateTime', access: overseers }),
    secondsLeft: t.int({
      access: overseers,
      nullable: true,
      description: 'Until it is to be reported; negative when it is late. Null once it is.',
      resolve: ({ state, reportDueAt }, _, { ports }) =>
        state === 'RECORDED'
          ? Math.floor((Date.parse(reportDueAt) - ports.now().getTime()) / 1000)
          : undefined,
    }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', access: overseers }),
    recordedBy: t.exposeString('recordedBy', { access: overseers, description: 'Subject of the employee.' }),
    window: t.field({ type: WindowType, access: overseers, nullable: true, resolve: ({ window }) => window }),
    affectedCount: t.int({
      access: overseers,
      nullable: true,
      description:
        'Whom it touches, from the audit trail. Null without a window, and while a job counts. A window that ended within the last minute is gone through once more.',
      resolve: ({ affectedCount }) => affectedCount,
    }),
    countedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      description:
        'When that count was final. Whom only the last going through found is told as the others were.',
      resolve: ({ countedAt }) => countedAt,
    }),
    affected: t.field({
      type: AffectedConnection,
      access: keepers,
      cost: 10,
      description: 'They themselves, in a stable order. Reading it is audited.',
      args: {
        first: t.arg.int({ required: false, defaultValue: 20, access: keepers, description: 'At most 50.' }),
        after: t.arg.string({ required: false, access: keepers }),
      },
      resolve: (incident, { first, after }, { ports, viewer }) =>
        listAffected(ports, requireStaff(viewer), incident, {
          first: first ?? 20,
          after: after ?? undefined,
        }),
    }),
    words: t.field({
      type: WordsType,
      access: keepers,
      cost: 10,
      resolve: async ({ id }, _, { ports, viewer }) =>
        (await readIncidentWords(ports, requireStaff(viewer), id)).words,
    }),
    report: t.field({
      type: ReportType,
      access: keepers,
      cost: 10,
      description: 'Reading it is audited, as its words are.',
      args: {
        language: t.arg({
          type: LanguageEnum,
          required: false,
          access: keepers,
          description: "The authority's, vi, when left out.",
        }),
      },
      resolve: async ({ id }, args, { ports, viewer }) => {
        const language = args.language ?? 'vi';
        const { incident, words } = await readIncidentWords(ports, requireStaff(viewer), id);
        const { sender } = ports.settings;
        const { authorityReport } = await import('../lambda/domain/incident/authority-report.ts');
        return { language, report: authorityReport(incident, words, { sender, language, now: ports.now() }) };
      },
    }),
    reportedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      resolve: ({ reportedAt }) => reportedAt,
    }),
    reportedBy: t.string({ access: overseers, nullable: true, resolve: ({ reportedBy }) => reportedBy }),
    notice: t.field({ type: NoticeType, access: overseers, nullable: true, resolve: ({ notice }) => notice }),
    notifiedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      description:
        'When the last of those affected by this window had their mail queued; never before `countedAt`.',
      resolve: ({ notifiedAt }) => notifiedAt,
    }),
    closedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      resolve: ({ closedAt }) => closedAt,
    }),
  }),
});
