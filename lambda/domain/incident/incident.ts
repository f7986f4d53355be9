import { limits } from '../../declared/limits.ts';
import type { DataClass } from '../access.ts';
import { before } from '../span.ts';

/** RECORDED → REPORTED to the authority → CLOSED. L91 23; D356 28: within 72 hours from discovery. */
export const incidentStates = ['RECORDED', 'REPORTED', 'CLOSED'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** A breach of personal data. Words are sealed under the incident's own keys. */
export interface Incident {
  /** `inc-` and 26 characters: also the subject whose keys seal its words, and what audit rows name as their reference. */
  readonly id: string;
  readonly state: IncidentState;
  readonly version: number;
  readonly discoveredAt: string;
  readonly reportDueAt: string;
  readonly recordedAt: string;
  /** Subjects of employees. */
  readonly recordedBy: string;
  readonly classes: readonly DataClass[];
  /** Whose acts in which time affected customers are computed from: actors and a window of the audit trail. */
  readonly window: IncidentWindow | undefined;
  /** Which window it is, from 1; 0: none was named yet. What was found is kept by it. */
  readonly round: number;
  /** Undefined until those of this window were counted. */
  readonly affectedCount: number | undefined;
  /** When that count was final: taken from an index of the trail that has every row of the window. */
  readonly countedAt: string | undefined;
  /** Record kind `incident`, class content, record id = id, revision = `wordsRevision`. */
  readonly sealedWords: Uint8Array;
  readonly wordsRevision: number;
  readonly reportedAt: string | undefined;
  readonly reportedBy: string | undefined;
  /** What affected customers are told. */
  readonly notice: IncidentNotice | undefined;
  /** When the last of those of this window had been written to: never before the count was final. */
  readonly notifiedAt: string | undefined;
  readonly closedAt: string | undefined;
  readonly closedBy: string | undefined;
  /** When somebody was woken because its clock runs out, and when last because it has. */
  readonly warnedAt: string | undefined;
  readonly toldLateAt: string | undefined;
}

/** `actors` as the audit trail names them, `references` of disclosures and requests; both instants are within it. */
export interface IncidentWindow {
  readonly actors: readonly string[];
  /** Whatever was done under these, by whomever: who steals a package is a `visitor` to the trail. */
  readonly references: readonly string[];
  readonly from: string;
  readonly until: string;
}

export interface IncidentNotice {
  /** Whom it is for: those of this window. */
  readonly round: number;
  readonly at: string;
  readonly by: string;
  /** Record kind `incident`, class contact (the function that mails holds that one), record id = the incident's, this revision. */
  readonly sealedWords: Uint8Array;
  readonly wordsRevision: number;
}

/** Somebody whose personal data an incident touches, in its partition: an id, names of fields, instants. */
export interface AffectedSubject {
  readonly incidentId: string;
  readonly round: number;
  /** A customer, or a correspondent. */
  readonly subjectId: string;
  readonly version: number;
  /** What the audit trail says was read, given or changed. */
  readonly fields: readonly string[];
  readonly actions: readonly string[];
  readonly firstAt: string;
  readonly lastAt: string;
  /** The mail that told them; undefined until then. */
  readonly mailId: string | undefined;
  /** Why no mail could be made: a code. */
  readonly notToldBecause: string | undefined;
}

export const isIncidentId = (id: string): boolean => /^inc-[0-9A-Z]{26}$/.test(id);

/**
 * When somebody is to look at an incident next: before its clock runs out, to warn, where that was not done; then when it has, for as long as
 * it is not reported. Undefined from then on.
 */
export function incidentDueAt({
  state,
  reportDueAt,
  warnedAt,
}: Pick<Incident, 'state' | 'reportDueAt' | 'warnedAt'>): string | undefined {
  if (state !== 'RECORDED') return undefined;
  if (warnedAt !== undefined) return reportDueAt;
  return before(reportDueAt, { hours: limits.incidentWarningHours });
}
