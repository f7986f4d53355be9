import { functions } from './declared/functions.ts';
import { sealDisclosure } from './domain/disclosure/seal-disclosure.ts';
import { settleDisclosure } from './domain/disclosure/settle-disclosure.ts';
import { jobHandler } from './runtime/job-handler.ts';
import { wirePackages } from './runtime/wire-packages.ts';
import { tablesGate } from './runtime/wire-restore.ts';

/** What is disclosed on an approved request. While its tables are behind, nothing. */
export const handler = jobHandler<'packages'>(
  {
    SEAL_DISCLOSURE: (job) => sealDisclosure(wirePackages(), job),
    SETTLE_DISCLOSURE: (job) => settleDisclosure(wirePackages(), job),
  },
  { timeoutSeconds: functions.packages.timeoutSeconds, mustWait: () => tablesGate().areBehind() },
);
