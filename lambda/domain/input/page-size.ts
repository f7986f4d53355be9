import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';

/** How many items a page may have: 1 to 50. @throws DomainError INVALID_FORMAT at `first` */
export function requirePageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > limits.pageSize)
    throw new DomainError('INVALID_FORMAT', ['first']);
  return first;
}
