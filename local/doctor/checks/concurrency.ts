import * as z from 'zod/mini';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** Lambda refuses reservations that leave less than this to the rest of the account. */
const unreserved = 100;

const settings = z.object({ AccountLimit: z.object({ ConcurrentExecutions: z.number() }) });

/** The account's concurrency holds what the stage reserves; a new account often begins with 10. */
export const checkConcurrency: StageCheck = async ({ calls, config }) => {
  const needed = Object.values(config.reservedConcurrency).reduce((sum, one) => sum + one, 0) + unreserved;
  const { AccountLimit } = await calls.get('lambda', '/2016-08-19/account-settings/', settings);
  const allowed = AccountLimit.ConcurrentExecutions;
  return allowed >= needed
    ? fine(`the account may run ${allowed} functions at once; ${needed} are needed`)
    : missing(
        `the account may run ${allowed} functions at once, and ${needed} are needed: the app stack could not be deployed`,
        `aws service-quotas request-service-quota-increase --region ${config.region} --service-code lambda --quota-code L-B99A9384 --desired-value ${needed}`,
      );
};
