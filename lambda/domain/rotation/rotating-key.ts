import { limits } from '../../declared/limits.ts';
import { tables } from '../../declared/tables.ts';
import { type DataClass, dataClasses } from '../access.ts';
import { milliseconds } from '../span.ts';

/** What rotates: the KEK of a class, by epochs, and the key of those blind indexes that rotate, by versions. */
export const rotatingKeys = [...dataClasses, 'index'] as const;
export type RotatingKey = DataClass | 'index';

/** Names its versions in the Keys table. */
export const familyOf = (key: RotatingKey): string => (key === 'index' ? 'INDEX' : `KEK#${key}`);

/** Days after which its current version is old. */
export const daysOf = (key: RotatingKey): number =>
  key === 'index' ? limits.indexKeyDays : limits.kekEpochDays;

/**
 * Milliseconds after which every process knows what stands in the Keys table, and none acts any more on what it knew before: what is kept
 * in memory, the longest run, and some for clocks that differ.
 */
export const knownByAll = milliseconds({
  minutes: limits.kekCacheMinutes + Math.ceil(limits.jobLeaseSeconds / 60) + 2,
});

/**
 * Milliseconds that an old version stays when nothing stored is under it any more. A KEK: as long as the Keys table can be restored to when
 * something was. The index key: as long as anything lives that carries an index and is not made anew.
 */
export const restOf = (key: RotatingKey): number =>
  knownByAll + milliseconds({ days: key === 'index' ? limits.indexOverlapDays : tables.keys.restoreDays });
