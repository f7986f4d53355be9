import type { DataClass } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { law } from '../law.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import type { StaffViewer } from '../viewer.ts';
import { countJob } from './count-affected.ts';
import type { Incident } from './incident.ts';
import { givenWords, sealIncidentWords } from './incident-words.ts';
import { type GivenWindow, parseClasses, parseWindow, requireReferences } from './parse-incident.ts';

export type RecordIncidentDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'incidents'
  | 'disclosures'
  | 'jobs'
  | 'idempotency'
>;

/**
 * The privacy officer records a breach (L91 23; D356 28): its clock of 72 hours runs from the discovery, not from the record. With a window,
 * those affected are counted at once, by a job.
 * @throws DomainError FORBIDDEN, input issues, IN_THE_FUTURE at `discoveredAt`, INVALID_FORMAT at `window`
 */
export async function recordIncident(
  deps: RecordIncidentDeps,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly discoveredAt: Date;
    readonly classes: readonly DataClass[];
    readonly window?: GivenWindow | undefined;
    readonly words: unknown;
  },
): Promise<{ id: string }> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  const { idempotencyKey, discoveredAt } = call;
  const words = parseInput(givenWords, call.words);
  const classes = parseClasses(call.classes);
  if (discoveredAt > deps.now()) throw new DomainError('IN_THE_FUTURE', ['discoveredAt']);
  const window = call.window && parseWindow(call.window, deps.now());
  if (window) await requireReferences(deps, window);
  const caller = `staff:${viewer.subject}`;
  const input = { words, classes, discoveredAt: discoveredAt.toISOString(), window: window ?? null };
  return once(deps, { caller, operation: 'recordIncident', idempotencyKey, input }, async () => {
    const now = deps.now();
    const id = `inc-${deps.random.id()}`;
    const keyring = deps.sealing.newKeyring(id);
    const sealing = await deps.sealing.ready(['content'], [keyring]);
    const incident: Incident = {
      id,
      state: 'RECORDED',
      version: 1,
      discoveredAt: discoveredAt.toISOString(),
      reportDueAt: after(discoveredAt, { hours: law.incidentReport.hours }),
      recordedAt: now.toISOString(),
      recordedBy: viewer.subject,
      classes,
      window,
      round: window ? 1 : 0,
      ...{ affectedCount: undefined, countedAt: undefined },
      ...sealIncidentWords(sealing, keyring, 1, words),
      ...{ reportedAt: undefined, reportedBy: undefined, notice: undefined, notifiedAt: undefined },
      ...{ closedAt: undefined, closedBy: undefined, warnedAt: undefined, toldLateAt: undefined },
    };
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [
        ...deps.incidents.put(undefined, incident),
        ...(window ? deps.jobs.insert(countJob(deps, incident, viewer)) : []),
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, { action: 'RECORD_INCIDENT', reference: id, fields: classes })],
      result: { id },
    };
  });
}
