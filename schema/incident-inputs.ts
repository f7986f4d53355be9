import { builder } from './builder.ts';
import { DataClassEnum } from './enums.ts';
import { key } from './inputs.ts';

const words = '1 to 4000 characters; sealed. No name of a customer.';

export const IncidentWindowInput = builder.inputType('IncidentWindowInput', {
  description:
    'Whose acts, in which time, or what was done under which disclosures and requests, those affected are computed from: one actor or reference at least.',
  fields: (t) => ({
    actors: t.stringList({
      required: false,
      description: 'As in `AuditRow.actor`, such as `staff:` and a subject. At most 20.',
    }),
    references: t.stringList({
      required: false,
      description:
        'Ids of disclosures (`dis-…`), whoever collected or stole their package: all whose data was sealed into it, whenever that was until the end of the window. References of requests (`REQ-…`): all whom any act under it within the window concerns, in 31 days at most. At most 20.',
    }),
    from: t.field({ type: 'DateTime' }),
    until: t.field({ type: 'DateTime', description: 'Not to come.' }),
  }),
});
export const RecordIncidentInput = builder.inputType('RecordIncidentInput', {
  description: 'A breach, with what its report needs (L91 23; D356 28).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    discoveredAt: t.field({ type: 'DateTime', description: 'The clock runs from here.' }),
    classes: t.field({ type: [DataClassEnum], description: 'Classes of data concerned, one at least.' }),
    window: t.field({ type: IncidentWindowInput, required: false }),
    nature: t.string({ description: `What happened. ${words}` }),
    place: t.string({ description: `Where: the system, the place. ${words}` }),
    parties: t.string({ description: `Organisations and persons concerned. ${words}` }),
    consequences: t.string({ description: words }),
    measures: t.string({ description: `What was done, and is to be. ${words}` }),
  }),
});
export const AmendIncidentInput = builder.inputType('AmendIncidentInput', {
  description: 'What was learnt since; what is left out stays.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id(),
    classes: t.field({ type: [DataClassEnum], required: false }),
    window: t.field({
      type: IncidentWindowInput,
      required: false,
      description: 'Those affected are counted anew.',
    }),
    nature: t.string({ required: false }),
    place: t.string({ required: false }),
    parties: t.string({ required: false }),
    consequences: t.string({ required: false }),
    measures: t.string({ required: false }),
  }),
});
export const ReportIncidentInput = builder.inputType('ReportIncidentInput', {
  description: 'That the authority has the report.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id(),
    receipt: t.string({ required: false, description: 'The number under which the authority took it.' }),
    lateReason: t.string({ required: false, description: 'Needed after 72 hours.' }),
  }),
});
export const NotifyAffectedInput = builder.inputType('NotifyAffectedInput', {
  description: 'What those affected are told: what happened, what it means for them, what they can do.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id(),
    vi: t.string({ description: '1 to 4000 characters, no personal value: it is the same for everybody.' }),
    en: t.string(),
  }),
});
export const CloseIncidentInput = builder.inputType('CloseIncidentInput', {
  description: 'What came of it, or why it was none.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id(),
    conclusion: t.string({ description: words }),
  }),
});
