import type { AuditAction, AuditEntry, AuditRow } from './row.ts';
import { listOf, type StoredRow, seqOf, textOf } from './stored-row.ts';

/** The facts of an entry as attributes. The origin is not among them: it is stored sealed only. */
export function factsOf(entry: AuditEntry): StoredRow {
  return {
    action: entry.action,
    actor: entry.actor.id,
    roles: entry.actor.roles,
    outcome: entry.outcome,
    requestId: entry.requestId,
    ...(entry.code !== undefined && { code: entry.code }),
    ...(entry.customerId !== undefined && { customerId: entry.customerId }),
    ...(entry.fields !== undefined && { fields: entry.fields }),
    ...(entry.view !== undefined && { view: entry.view }),
    ...(entry.purpose !== undefined && { purpose: entry.purpose }),
    ...(entry.reference !== undefined && { reference: entry.reference }),
    ...(entry.mailId !== undefined && { mailId: entry.mailId }),
  };
}

/** The row as readers of the trail see it; undefined when it tells of no act (a lane's first row, a register row). */
export function auditRowOf(row: StoredRow): AuditRow | undefined {
  const seq = seqOf(row);
  if (!textOf(row, 'action') || Number.isNaN(seq)) return undefined;
  const optional = (name: string) => {
    const text = textOf(row, name);
    return text ? { [name]: text } : {};
  };
  return {
    action: textOf(row, 'action') as AuditAction,
    actor: { id: textOf(row, 'actor'), roles: listOf(row, 'roles') },
    outcome: textOf(row, 'outcome') === 'ALLOWED' ? 'ALLOWED' : 'REFUSED',
    requestId: textOf(row, 'requestId'),
    at: textOf(row, 'at').split('#', 1)[0] ?? '',
    lane: textOf(row, 'lane'),
    seq,
    cursor: cursorOf(row),
    ...optional('code'),
    ...optional('customerId'),
    ...(Object.hasOwn(row, 'fields') && { fields: listOf(row, 'fields') }),
    ...optional('view'),
    ...optional('purpose'),
    ...optional('reference'),
    ...optional('mailId'),
  };
}

/** Opaque to callers: the sort key of the indexes that trails are read by. */
export function cursorOf(row: StoredRow): string {
  return Buffer.from(textOf(row, 'at')).toString('base64url');
}
