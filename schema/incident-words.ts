import type { AuthorityReport } from '../lambda/domain/incident/authority-report.ts';
import type { IncidentWords } from '../lambda/domain/incident/incident-words.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { incidentKeepers as keepers } from './affected.ts';
import { builder } from './builder.ts';

export const WordsType = builder.objectRef<IncidentWords>('IncidentWords').implement({
  description: 'What is said of an incident; sealed. Reading it is audited.',
  fields: (t) => ({
    nature: t.exposeString('nature', { access: keepers, description: 'What happened.' }),
    place: t.exposeString('place', { access: keepers, description: 'Where: the system, the place.' }),
    parties: t.exposeString('parties', {
      access: keepers,
      description: 'Organisations and persons concerned.',
    }),
    consequences: t.exposeString('consequences', { access: keepers }),
    measures: t.exposeString('measures', { access: keepers }),
    lateReason: t.exposeString('lateReason', { access: keepers, nullable: true }),
    receipt: t.exposeString('receipt', { access: keepers, nullable: true }),
    conclusion: t.exposeString('conclusion', { access: keepers, nullable: true }),
  }),
});

export const ReportType = builder
  .objectRef<{ readonly report: AuthorityReport; readonly language: Language }>('AuthorityReport')
  .implement({
    description: 'The report to the authority (L91 23; D356 28), as it would be filed now.',
    fields: (t) => ({
      json: t.string({
        access: keepers,
        description: 'The same as JSON.',
        resolve: ({ report }) => JSON.stringify(report, undefined, 2),
      }),
      text: t.string({
        access: keepers,
        description: 'To read, sign and file.',
        resolve: async ({ report, language }) => {
          const { reportText } = await import('../lambda/domain/incident/authority-report.ts');
          return reportText(report, language);
        },
      }),
    }),
  });
