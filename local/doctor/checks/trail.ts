import * as z from 'zod/mini';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

const target = (operation: string) => `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${operation}`;
const trails = z.object({
  trailList: z.array(z.object({ TrailARN: z.string(), IsMultiRegionTrail: z.optional(z.boolean()) })),
});
const status = z.object({ IsLogging: z.optional(z.boolean()) });

/**
 * The account keeps who did what in it, and who of the staff signed in: the runbook asks for it, and law for twelve months of sign-ins (D333 16(6),
 * 20(3)). How long the trail's bucket keeps it cannot be told from here.
 */
export const checkTrail: StageCheck = async ({ calls, config }) => {
  const { trailList } = await calls.json('cloudtrail', target('DescribeTrails'), {}, trails);
  const everywhere = trailList.filter(({ IsMultiRegionTrail }) => IsMultiRegionTrail);
  const running = await Promise.all(
    everywhere.map(({ TrailARN }) =>
      calls.json('cloudtrail', target('GetTrailStatus'), { Name: TrailARN }, status),
    ),
  );
  return running.some(({ IsLogging }) => IsLogging)
    ? fine('a trail of all regions is running')
    : missing(
        'no trail of all regions is running: who used a key, and who of the staff signed in, is forgotten after 90 days',
        `aws cloudtrail create-trail --region ${config.region} --is-multi-region-trail, then start-logging; its bucket is to keep ${config.logDays} days (docs/deploying.md, step 1)`,
      );
};
