import { DomainError } from '../lambda/domain/errors.ts';
import { amendIncident } from '../lambda/domain/incident/amend-incident.ts';
import { closeIncident } from '../lambda/domain/incident/close-incident.ts';
import type { Incident } from '../lambda/domain/incident/incident.ts';
import { notifyAffected } from '../lambda/domain/incident/notify-affected.ts';
import { recordIncident } from '../lambda/domain/incident/record-incident.ts';
import { reportIncident } from '../lambda/domain/incident/report-incident.ts';
import type { StaffViewer } from '../lambda/domain/viewer.ts';
import { incidentKeepers as keepers } from './affected.ts';
import { builder } from './builder.ts';
import type { ApiContext, ApiPorts } from './context.ts';
import { requireStaff } from './customer.ts';
import { outcome } from './errors.ts';
import {
  AmendIncidentInput,
  CloseIncidentInput,
  NotifyAffectedInput,
  RecordIncidentInput,
  ReportIncidentInput,
} from './incident-inputs.ts';
import { IncidentType } from './incident-type.ts';
import { payloadOf } from './payload.ts';

const payload = (name: string) => payloadOf<Incident>(name, 'incident', IncidentType as never, keepers);
const RecordIncidentPayload = payload('RecordIncident');
const AmendIncidentPayload = payload('AmendIncident');
const ReportIncidentPayload = payload('ReportIncident');
const NotifyAffectedPayload = payload('NotifyAffected');
const CloseIncidentPayload = payload('CloseIncident');

/** Runs an act upon an incident, and answers with it as it is afterwards. */
const acting = <Call>(
  { ports, viewer }: ApiContext,
  call: Call,
  act: (ports: ApiPorts, viewer: StaffViewer, call: Call) => Promise<{ id: string }>,
) =>
  outcome(viewer.language, async () => {
    const { id } = await act(ports, requireStaff(viewer), call);
    const incident = await ports.incidents.load(id);
    if (!incident) throw new DomainError('NOT_FOUND', ['id']);
    return incident;
  });

builder.mutationFields((t) => ({
  recordIncident: t.field({
    type: RecordIncidentPayload,
    access: keepers,
    cost: 10,
    description:
      'Records a breach: it is to be reported 72 hours after its discovery (L91 23; D356 28). With a window, a job computes whom it touches from the audit trail.',
    args: { input: t.arg({ type: RecordIncidentInput, access: keepers }) },
    resolve: (_, { input }, context) => {
      const { idempotencyKey, discoveredAt, classes, window, ...words } = input;
      const call = { idempotencyKey, discoveredAt, classes, window: window ?? undefined, words };
      return acting(context, call, recordIncident);
    },
  }),
  amendIncident: t.field({
    type: AmendIncidentPayload,
    access: keepers,
    cost: 10,
    description: 'Says what was learnt of an incident since. A window has those affected counted anew.',
    args: { input: t.arg({ type: AmendIncidentInput, access: keepers }) },
    resolve: (_, { input }, context) => {
      const { idempotencyKey, id, classes, window, ...given } = input;
      const words = Object.fromEntries(Object.entries(given).filter(([, said]) => said != null));
      const call = { idempotencyKey, id, classes: classes ?? undefined, window: window ?? undefined, words };
      return acting(context, call, amendIncident);
    },
  }),
  reportIncident: t.field({
    type: ReportIncidentPayload,
    access: keepers,
    cost: 10,
    description:
      'Says that the authority has the report (`Incident.report`): the clock stops. Late, it names the reason.',
    args: { input: t.arg({ type: ReportIncidentInput, access: keepers }) },
    resolve: (_, { input }, context) => acting(context, input, reportIncident),
  }),
  notifyAffected: t.field({
    type: NotifyAffectedPayload,
    access: keepers,
    cost: 10,
    description:
      'Has everybody affected told by a mail that cannot be refused, each once, whatever is repeated: a job. Asked for again, it writes to those found since.',
    args: { input: t.arg({ type: NotifyAffectedInput, access: keepers }) },
    resolve: (_, { input }, context) => {
      const { vi, en, ...named } = input;
      return acting(context, { ...named, words: { vi, en } }, notifyAffected);
    },
  }),
  closeIncident: t.field({
    type: CloseIncidentPayload,
    access: keepers,
    cost: 10,
    description:
      'Closes an incident. One that was not reported is closed by another person than who recorded it.',
    args: { input: t.arg({ type: CloseIncidentInput, access: keepers }) },
    resolve: (_, { input }, context) => acting(context, input, closeIncident),
  }),
}));
