import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { ocsfEventOf } from './export-ocsf.ts';

/**
 * A UTC day of the audit trail as OCSF events, newest first. That somebody takes it is itself a row, written before the first
 * event is given (P6.4).
 */
export async function* exportDay(
  deps: Pick<Ports, 'auditReader' | 'commit'>,
  day: string,
  operator: { readonly id: string; readonly requestId: string },
): AsyncGenerator<ReturnType<typeof ocsfEventOf>> {
  const { id, requestId } = operator;
  const actor = { id, roles: [] };
  await deps.commit([], [{ action: 'READ_AUDIT_TRAIL', outcome: 'ALLOWED', actor, requestId }]);
  let after: string | undefined;
  do {
    const { rows, next } = await deps.auditReader.find({ day, first: limits.pageSize, after });
    yield* rows.map(ocsfEventOf);
    after = next;
  } while (after !== undefined);
}
