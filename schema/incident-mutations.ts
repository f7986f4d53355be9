import { DomainError } from '../lambda/domain/errors.ts';
import type { Incident } from '../lambda/domain/incident/incident.ts';
import type { StaffViewer } from '../lambda/domain/viewer.ts';
import { incidentKeepers as keepers } from './affected.ts';
import type { ApiContext, ApiPorts } from './context.ts';
import {
  AmendIncidentInput,
  CloseIncidentInput,
  NotifyAffectedInput,
  RecordIncidentInput,
  ReportIncidentInput,
} from './incident-inputs.ts';
import { IncidentType } from './incident-type.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { amendIncident, closeIncident, notifyAffected, recordIncident, reportIncident } = lateOperations;

const payload = (name: string) => payloadOf<Incident>(name, 'incident', IncidentType as never, keepers);
const RecordIncidentPayload = payload('RecordIncident');
const AmendIncidentPayload = payload('AmendIncident');
const ReportIncidentPayload = payload('ReportIncident');
const NotifyAffectedPayload = payload('NotifyAffected');
const CloseIncidentPayload = payload('CloseIncident');

/** Runs an act upon an incident, and answers with it as it is afterwards. */
async function acting<Call>(
  { ports, viewer }: ApiContext,
  call: Call,
  act: (ports: ApiPorts, viewer: StaffViewer, call: Call) => Promise<{ id: string }>,
): Promise<Incident> {
  const { id } = await act(ports, requireStaff(viewer), call);
  const incident = await ports.incidents.load(id);
  if (!incident) throw new DomainError('NOT_FOUND', ['id']);
  return incident;
}

mutation('recordIncident', {
  payload: RecordIncidentPayload,
  access: keepers,
  description:
    'Records a breach: it is to be reported 72 hours after its discovery (L91 23; D356 28). With a window, a job computes whom it touches from the audit trail.',
  input: RecordIncidentInput,
  act: (input, context) => {
    const { idempotencyKey, discoveredAt, classes, window, ...words } = input;
    const call = { idempotencyKey, discoveredAt, classes, window: window ?? undefined, words };
    return acting(context, call, recordIncident);
  },
});

mutation('amendIncident', {
  payload: AmendIncidentPayload,
  access: keepers,
  description: 'Says what was learnt of an incident since. A window has those affected counted anew.',
  input: AmendIncidentInput,
  act: (input, context) => {
    const { idempotencyKey, id, classes, window, ...given } = input;
    const words = Object.fromEntries(Object.entries(given).filter(([, said]) => said != null));
    const call = { idempotencyKey, id, classes: classes ?? undefined, window: window ?? undefined, words };
    return acting(context, call, amendIncident);
  },
});

mutation('reportIncident', {
  payload: ReportIncidentPayload,
  access: keepers,
  description:
    'Says that the authority has the report (`Incident.report`): the clock stops. Late, it names the reason.',
  input: ReportIncidentInput,
  act: (input, context) => acting(context, input, reportIncident),
});

mutation('notifyAffected', {
  payload: NotifyAffectedPayload,
  access: keepers,
  description:
    'Has everybody affected told by a mail that cannot be refused, each once, whatever is repeated: a job. Asked for again, it writes to those found since.',
  input: NotifyAffectedInput,
  act: (input, context) => {
    const { vi, en, ...named } = input;
    return acting(context, { ...named, words: { vi, en } }, notifyAffected);
  },
});

mutation('closeIncident', {
  payload: CloseIncidentPayload,
  access: keepers,
  description:
    'Closes an incident. One that was not reported, or without a receipt, is closed by another person than who recorded it.',
  input: CloseIncidentInput,
  act: (input, context) => acting(context, input, closeIncident),
});
