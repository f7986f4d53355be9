import type { DataClass } from '../access.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeIncident, type IncidentDeps, type NamedIncident } from './change-incident.ts';
import { countJob } from './count-affected.ts';
import type { Incident } from './incident.ts';
import { changedWords, openIncidentWords, sealIncidentWords } from './incident-words.ts';
import { type GivenWindow, parseClasses, parseWindow, requireReferences } from './parse-incident.ts';

/** Of another window nobody is counted, and nobody of it can be said to have been told. */
const unknown = { affectedCount: undefined, countedAt: undefined, notifiedAt: undefined };

/**
 * What was learnt of an incident since: other words, other classes, a window of the audit trail from which those affected are computed anew.
 * @throws DomainError those of `changeIncident`, input issues; REQUIRED at `input` when nothing is said
 */
export async function amendIncident(
  deps: IncidentDeps & Pick<Ports, 'disclosures'>,
  viewer: StaffViewer,
  call: NamedIncident & {
    readonly classes?: readonly DataClass[] | undefined;
    readonly window?: GivenWindow | undefined;
    readonly words?: unknown;
  },
): Promise<{ id: string }> {
  const given = parseInput(changedWords, call.words ?? {});
  const classes = call.classes && parseClasses(call.classes);
  const window = call.window && parseWindow(call.window, deps.now());
  if (Object.keys(given).length === 0 && !classes && !window) throw new DomainError('REQUIRED', []);
  if (window && viewer.roles.includes('privacy_officer')) await requireReferences(deps, window);
  return changeIncident(deps, viewer, call, {
    operation: 'amendIncident',
    action: 'AMEND_INCIDENT',
    input: { given, classes: classes ?? null, window: window ?? null },
    plan({ incident, keyring, sealing }) {
      const words = { ...openIncidentWords(sealing, keyring, incident), ...given };
      const changes: Partial<Incident> = {
        ...sealIncidentWords(sealing, keyring, incident.version + 1, words),
        ...(classes && { classes }),
        ...(window && { window, round: incident.round + 1, ...unknown }),
      };
      const job = window && countJob(deps, { ...incident, ...changes }, viewer);
      const fields = [...Object.keys(given), ...(classes ? ['classes'] : []), ...(window ? ['window'] : [])];
      return { changes, fields, also: job ? deps.jobs.insert(job) : [] };
    },
  });
}
