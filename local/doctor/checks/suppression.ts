import * as z from 'zod/mini';
import { configurationSetName } from '../../../cdk/names.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

const configurationSet = z.object({
  SuppressionOptions: z.optional(z.object({ SuppressedReasons: z.optional(z.array(z.string())) })),
  SendingOptions: z.optional(z.object({ SendingEnabled: z.optional(z.boolean()) })),
  DeliveryOptions: z.optional(z.object({ TlsPolicy: z.optional(z.string()) })),
});
const destinations = z.object({
  EventDestinations: z.optional(
    z.array(z.object({ Enabled: z.optional(z.boolean()), MatchingEventTypes: z.array(z.string()) })),
  ),
});

/**
 * Bounces and complaints reach the product, whose own record closes an address. SES's list of suppressed addresses is not used: it would keep
 * them in clear, past an erasure, and withhold mails that law has CloudFly send.
 */
export const checkSuppression: StageCheck = async ({ calls, config }) => {
  const name = configurationSetName(config);
  const path = `/v2/email/configuration-sets/${name}`;
  const deploy = `npx cdk deploy '${config.stage}/app'`;
  const [set, { EventDestinations = [] }] = await Promise.all([
    calls.get('ses', path, configurationSet),
    calls.get('ses', `${path}/event-destinations`, destinations),
  ]);
  const told = EventDestinations.filter(({ Enabled }) => Enabled).flatMap((one) => one.MatchingEventTypes);
  const untold = ['BOUNCE', 'COMPLAINT', 'DELIVERY'].filter((event) => !told.includes(event));
  if (untold.length > 0) return missing(`SES does not tell of ${untold.join(', ')}`, deploy);
  if (!set.SuppressionOptions)
    return missing(
      "the account's suppression list is in force, which keeps addresses past an erasure",
      `${deploy}, or aws sesv2 put-configuration-set-suppression-options --region ${config.region} --configuration-set-name ${name} --suppressed-reasons`,
    );
  if ((set.SuppressionOptions.SuppressedReasons ?? []).length > 0)
    return missing('SES keeps a suppression list of its own for our mails', deploy);
  if (set.SendingOptions?.SendingEnabled === false) return missing('sending is turned off', deploy);
  if (set.DeliveryOptions?.TlsPolicy !== 'REQUIRE') return missing('mails may leave without TLS', deploy);
  return fine('bounces and complaints reach the product, and SES keeps no list of addresses');
};
