import * as z from 'zod/mini';
import type { Job } from '../jobs/job.ts';
import { rotatingKeys } from './rotating-key.ts';

/**
 * ANNOUNCE: the next version is made, and every process reads it. SWITCH: what is new is under it. MOVE: what is stored is brought under it,
 * until a walk finds nothing more. FORGET, when the old version has rested long enough: nobody looks for it any more. CONFIRM: one more walk.
 * DESTROY: the old version is removed.
 */
export const rotationSteps = ['ANNOUNCE', 'SWITCH', 'MOVE', 'FORGET', 'CONFIRM', 'DESTROY', 'DONE'] as const;

const shape = z.object({
  key: z.enum(rotatingKeys),
  /** The version that the rotation leads to. */
  version: z.int().check(z.minimum(2)),
  /** What is to be done next. */
  step: z.enum(rotationSteps),
  /** Not before this instant. */
  notBefore: z.optional(z.iso.datetime()),
  /** How far the walk has come; none: it begins. */
  cursor: z.optional(z.string()),
  /** In this walk: what was not under the new version alone, and what could not be read. */
  changed: z.int(),
  unreadable: z.int(),
  /** In all walks: what was brought under the new version. */
  moved: z.int(),
});
/** How far a rotation has come. Names of keys and counts alone. */
export type RotationReport = z.infer<typeof shape>;

/** A rotation as it begins. */
export function newRotation(key: RotationReport['key'], version: number): RotationReport {
  return { key, version, step: 'ANNOUNCE', changed: 0, unreadable: 0, moved: 0 };
}

/** @throws ZodError when the job is no rotation */
export const rotationReportOf = ({ report }: Pick<Job, 'report'>): RotationReport => shape.parse(report);
