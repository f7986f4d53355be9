import { DomainError } from '../lambda/domain/errors.ts';
import type { StaffViewer, Viewer } from '../lambda/domain/viewer.ts';

/** @throws DomainError FORBIDDEN: the plan check came first, this holds without it. */
export function requireStaff(viewer: Viewer): StaffViewer {
  if (viewer.kind !== 'staff') throw new DomainError('FORBIDDEN');
  return viewer;
}
