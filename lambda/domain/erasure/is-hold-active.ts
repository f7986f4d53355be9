import type { LegalHold } from './erasure.ts';

/** Whether a hold keeps what it names at an instant. */
export const isActive = ({ liftedAt, until }: LegalHold, now: Date): boolean =>
  liftedAt === undefined && (until === undefined || until > now.toISOString());
