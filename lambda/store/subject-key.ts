import { isCorrespondent } from '../domain/request/correspondent.ts';
import { customerKey } from './item.ts';

/** Partition of a subject of requests: a customer's own, or a correspondent's. */
export const subjectPartition = (subjectId: string): string =>
  isCorrespondent(subjectId) ? `COR#${subjectId}` : customerKey(subjectId);
