import { userErrors } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';
import { setRow } from './erasures.ts';
import { eventually } from './mails.ts';
import { type Asked, type Input, mutation } from './mutations.ts';

const shown =
  'incident { id state classes discoveredAt reportDueAt secondsLeft affectedCount reportedAt notifiedAt closedAt }';
export const recordIncident = mutation('recordIncident', shown);
export const amendIncident = mutation('amendIncident', shown);
export const reportIncident = mutation('reportIncident', shown);
export const notifyAffected = mutation('notifyAffected', shown);
export const closeIncident = mutation('closeIncident', shown);

/** Words of an incident, each a canary. */
export const incidentWords = () => ({
  nature: canary('nature '),
  place: canary('place '),
  parties: canary('parties '),
  consequences: canary('consequences '),
  measures: canary('measures '),
});

export const incidentInput = (changes: Input = {}): Input => ({
  discoveredAt: new Date().toISOString(),
  classes: ['contact', 'payment'],
  ...incidentWords(),
  ...changes,
});

/** Records an incident. @returns its id */
export async function recordedIncident(at: Asked, token: string, changes: Input = {}): Promise<string> {
  const answer = await recordIncident(at, token, incidentInput(changes));
  if (!answer.data || userErrors(answer).length > 0) throw new Error(`refused: ${answer.text}`);
  return answer.data.recordIncident.incident.id;
}

/** What an actor did in the last hour. */
export const lastHourOf = (...actors: readonly string[]) => ({
  actors,
  from: new Date(Date.now() - 3_600_000).toISOString(),
  until: new Date().toISOString(),
});

export const readIncident = (at: Asked, token: string, id: string, fields: string) =>
  at.ask(`query Incident($id: ID!) { incident(id: $id) { ${fields} } }`, { token, variables: { id } });

/** Waits until those affected are counted. */
export const countOf = (at: Asked, token: string, id: string): Promise<number> =>
  eventually(async () => {
    const { data } = await readIncident(at, token, id, 'affectedCount');
    return data.incident.affectedCount ?? undefined;
  });

/** As if a minute had passed and the trail's index had been gone through once more: the count is final. */
export const countFinal = (cloud: TestCloud, id: string): Promise<void> =>
  setRow(cloud, { pk: `INCIDENT#${id}`, sk: 'INCIDENT' }, { countedAt: new Date().toISOString() });

export interface Affected {
  readonly customerId: string;
  readonly fields: readonly string[];
  readonly actions: readonly string[];
  readonly mailId: string | null;
  readonly mailState: string | null;
  readonly notToldBecause: string | null;
}
/** Everybody an incident touches, so many a page. */
export async function affectedBy(
  at: Asked,
  token: string,
  id: string,
  first = 50,
): Promise<readonly Affected[]> {
  const nodes: Affected[] = [];
  for (let after: string | undefined; ; ) {
    const query = `query A($id: ID!, $first: Int, $after: String) { incident(id: $id) { affected(first: $first, after: $after) {
      nodes { customerId fields actions mailId mailState notToldBecause } pageInfo { hasNextPage endCursor } } } }`;
    const { data } = await at.ask(query, { token, variables: { id, first, after } });
    nodes.push(...data.incident.affected.nodes);
    if (!data.incident.affected.pageInfo.hasNextPage) return nodes;
    after = data.incident.affected.pageInfo.endCursor;
  }
}
