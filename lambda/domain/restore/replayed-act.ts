import type { AuditRow } from '../audit/row.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';

export type ReplayActDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'log'
  | 'customers'
  | 'consents'
  | 'contactStates'
  | 'policies'
  | 'changes'
  | 'emailHolds'
  | 'emailChanges'
  | 'legalHolds'
  | 'permissions'
  | 'recipients'
  | 'commitments'
  | 'disclosures'
  | 'outbox'
  | 'campaigns'
  | 'notices'
  | 'threads'
  | 'jobs'
>;

/** A row of the trail about an act that stands, of a known customer where it is about one. */
export interface ReplayedRow extends AuditRow {
  /** Acts before this instant are in the tables. */
  readonly since: string;
}

/**
 * What is to be written so that an act stands which restored tables may not know of; nothing where it stands, or where what it was about is not
 * there. It is planned anew when somebody else writes in between, and writes nothing the second time.
 */
export type ReplayedAct = (deps: ReplayActDeps, row: ReplayedRow) => Promise<readonly Write[]>;

/** An act upon a customer; a row that names none is about nobody. */
export const uponCustomer =
  (
    act: (
      deps: ReplayActDeps,
      row: ReplayedRow & { readonly customerId: string },
    ) => Promise<readonly Write[]>,
  ) =>
  async (deps: ReplayActDeps, row: ReplayedRow): Promise<readonly Write[]> => {
    const { customerId } = row;
    return customerId === undefined ? [] : act(deps, { ...row, customerId });
  };

/** The employee behind an actor of the trail. */
export const subjectOf = ({ actor }: ReplayedRow): string => actor.id.replace(/^staff:/, '');
