import { type DataClass, dataClasses } from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import type { Write } from '../domain/ports/commit.ts';
import type { ClassKeys, SubjectKeys } from '../domain/stored-keys.ts';
import { type Item, toItem, whileIs, write } from './item.ts';

/*
 * A subject's item in the Keys table. pk = subject id; for each class: `cur_<class>` (N) version of the current DEK,
 * `dek_<class>_<version>` (B) wrapped DEKs, `rev_<class>` (B) revision of the class blob under its MAC.
 * A class is shredded by removing its attributes.
 */
/** The version is a u16 wherever it is authenticated. */
const largestVersion = 0xffff;
const dekName = /^dek_([a-z]+)_([1-9]\d{0,4})$/;

/** Key of a subject's item in the Keys table. */
export const subjectKey = (subjectId: string): Item => ({ pk: { S: subjectId } });

/**
 * A keyring from a subject's item. Undefined when the item has no key (left): the subject is shredded.
 *
 * @throws DomainError INTEGRITY_VIOLATION when the item is none of the above
 */
export function keyringFromItem(item: Item): SubjectKeys | undefined {
  const subjectId = item.pk?.S;
  if (subjectId === undefined) throw new DomainError('INTEGRITY_VIOLATION');
  const wrapped = wrappedByClass(item);
  const classes: Partial<Record<DataClass, ClassKeys>> = {};
  for (const dataClass of dataClasses) {
    const deks = wrapped.get(dataClass);
    const current = item[`cur_${dataClass}`];
    const revision = item[`rev_${dataClass}`];
    if (!deks && !current && !revision) continue;
    const version = Number(current?.N);
    if (!deks?.has(version) || version > largestVersion || (revision && !revision.B))
      throw new DomainError('INTEGRITY_VIOLATION');
    classes[dataClass] = { current: version, wrapped: deks, revision: revision?.B };
  }
  if (Object.keys(classes).length === 0) return undefined;
  return { subjectId, stored: true, classes, added: new Map() };
}

function wrappedByClass(item: Item): Map<string, Map<number, Uint8Array>> {
  const byClass = new Map<string, Map<number, Uint8Array>>();
  for (const [name, value] of Object.entries(item)) {
    const [, dataClass, version] = (name.startsWith('dek_') && dekName.exec(name)) || [];
    if (dataClass === undefined) continue;
    if (!value.B) throw new DomainError('INTEGRITY_VIOLATION');
    const deks = byClass.get(dataClass) ?? new Map<number, Uint8Array>();
    byClass.set(dataClass, deks.set(Number(version), value.B));
  }
  return byClass;
}

/**
 * The write of what was added to a keyring; undefined when nothing was. A subject without an item gets one, unless another
 * was faster; an existing item gets the new attributes, while every class touched is as it was read. An erased subject
 * does not come back: its item must exist.
 */
export function saveKeyring(table: string, keys: SubjectKeys): Write | undefined {
  if (keys.added.size === 0) return undefined;
  const changes: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const [dataClass, { dek, revision }] of keys.added) {
    const before = keys.classes[dataClass];
    if (dek) {
      changes[`dek_${dataClass}_${dek.version}`] = dek.wrapped;
      changes[`cur_${dataClass}`] = dek.version;
      expected[`dek_${dataClass}_${dek.version}`] = undefined;
    }
    if (revision) changes[`rev_${dataClass}`] = revision;
    expected[`rev_${dataClass}`] = before?.revision;
  }
  if (!keys.stored) {
    const item = toItem({ pk: keys.subjectId, ...changes });
    const absent = 'attribute_not_exists(pk)';
    return write('STALE_REVISION', [], {
      Put: { TableName: table, Item: item, ConditionExpression: absent },
    });
  }
  return write('STALE_REVISION', [], {
    Update: {
      TableName: table,
      Key: subjectKey(keys.subjectId),
      ...setting(changes, whileIs({ pk: keys.subjectId, ...expected })),
    },
  });
}

function setting(changes: Readonly<Record<string, unknown>>, condition: ReturnType<typeof whileIs>) {
  const entries = Object.entries(changes);
  const names = Object.fromEntries(entries.map(([name], n) => [`#s${n}`, name]));
  const values = toItem(Object.fromEntries(entries.map(([, value], n) => [`:s${n}`, value])));
  return {
    UpdateExpression: `SET ${entries.map((_, n) => `#s${n} = :s${n}`).join(', ')}`,
    ConditionExpression: condition.ConditionExpression,
    ExpressionAttributeNames: { ...condition.ExpressionAttributeNames, ...names },
    ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ...values },
  };
}
