import { functions } from './declared/functions.ts';
import { eraseCustomer } from './domain/erasure/erase-customer.ts';
import { replayActs } from './domain/restore/replay-acts.ts';
import { rotateKeys } from './domain/rotation/rotate-keys.ts';
import { jobHandler } from './runtime/job-handler.ts';
import { wireErasure } from './runtime/wire-erasure.ts';
import { wireReplay } from './runtime/wire-replay.ts';
import { wireRotation } from './runtime/wire-rotation.ts';

/** Work on what is kept and for how long. It waits for no table that is behind: it is what brings those up to now. */
export const handler = jobHandler<'keeping'>(
  {
    ERASE_CUSTOMER: (job) => eraseCustomer(wireErasure(), job),
    ROTATE_KEYS: (job) => rotateKeys(wireRotation(), job),
    REPLAY_ACTS: (job) => replayActs(wireReplay(), job),
  },
  { timeoutSeconds: functions.keeping.timeoutSeconds },
);
