import type { Disclosure } from './disclosure.ts';

/** What a disclosure does not have as it is opened. */
export const nothingYet = {
  verifiedAt: undefined,
  verifiedBy: undefined,
  verifiedOver: undefined,
  decidedAt: undefined,
  decidedBy: undefined,
  approvedKey: undefined,
  sealedReason: undefined,
  package: undefined,
  link: undefined,
  handedOutAt: undefined,
  collectedAt: undefined,
  endedAt: undefined,
  cause: undefined,
  warnedAt: undefined,
  lateAt: undefined,
  round: 0,
  stoppedAt: undefined,
} as const satisfies Partial<Disclosure>;
