import type { AffectedSubject, Incident } from '../incident/incident.ts';
import type { Write } from './commit.ts';

/** Incidents, and whom each touches. */
export interface IncidentStore {
  load(id: string): Promise<Incident | undefined>;
  /** Puts one where there is none, with its place in the list, or over the version read. Refusal STALE_REVISION. */
  put(before: Incident | undefined, after: Incident): readonly Write[];
  /** The last recorded first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly incidents: readonly { readonly incident: Incident; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Those to warn of, or whose clock has run out, at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Those of a window, in the order of their ids, strongly consistent. @throws DomainError CURSOR_INVALID at `after` */
  affected(
    incidentId: string,
    round: number,
    first: number,
    after: string | undefined,
  ): Promise<AffectedPage>;
  /** These of a window, in the order asked; 100 at most. */
  loadAffected(
    incidentId: string,
    round: number,
    subjectIds: readonly string[],
  ): Promise<readonly (AffectedSubject | undefined)[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  putAffected(before: AffectedSubject | undefined, after: AffectedSubject): Write;
  countAffected(incidentId: string, round: number): Promise<number>;
}

export interface AffectedPage {
  readonly items: readonly { readonly node: AffectedSubject; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}
