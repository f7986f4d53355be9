import type { AuditAction, AuditEntry, AuditRow } from './row.ts';
import { listOf, type StoredRow, type StoredValue, seqOf, textOf } from './stored-row.ts';

const given = ['code', 'customerId', 'fields', 'view', 'purpose', 'reference', 'mailId'] as const;

/** The facts of an entry as attributes. The origin is not among them: it is stored sealed only. */
export function factsOf(entry: AuditEntry): StoredRow {
  const { action, actor, outcome, requestId } = entry;
  const facts: Record<string, StoredValue> = {
    action,
    actor: actor.id,
    roles: actor.roles,
    outcome,
    requestId,
  };
  for (const name of given) {
    const fact = entry[name];
    if (fact !== undefined) facts[name] = fact;
  }
  return facts;
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
