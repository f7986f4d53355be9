import { environment } from '../lambda/declared/environment.ts';
import { functionKeys } from '../lambda/declared/function-keys.ts';
import { limits } from '../lambda/declared/limits.ts';
import type { Sender } from '../lambda/declared/sender.ts';
import { type TableId, tables } from '../lambda/declared/tables.ts';
import { auditBucket, inboundBucket, keyAlias, tableNames } from './local-names.ts';
import type { Oidc } from './oidc/start.ts';
import { mailEventsTopic } from './ses/events.ts';

/** Who runs the local product, for the foot of mails and for receipts. */
export const localOperator: Sender = {
  name: 'CloudFly',
  country: 'VN',
  postalAddress: '1 Đường Ví Dụ, Thành phố Hồ Chí Minh',
  phone: '1900 0000',
  site: 'https://cloudfly.example',
  email: 'privacy@cloudfly.example',
  policyUrl: 'https://cloudfly.example/privacy-policy',
};
const localSender = 'CloudFly <no-reply@cloudfly.example>';

/** Everything that functions are told here, beside where AWS is. */
export function toldEnvironment({
  url,
  issuers,
  mailsPerSecond,
}: {
  /** Of the gateway. */
  readonly url: string;
  readonly issuers: Oidc['issuers'];
  readonly mailsPerSecond: string;
}): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      (Object.keys(tables) as TableId[]).map((id) => [tables[id].nameVariable, tableNames[id]]),
    ),
    ...Object.fromEntries(Object.entries(functionKeys).map(([id, key]) => [key.variable, keyAlias(id)])),
    [environment.createsKeys]: 'true',
    [environment.auditBucket]: auditBucket,
    [environment.staffIssuer]: JSON.stringify(issuers.staff),
    [environment.customerIssuer]: JSON.stringify(issuers.customers),
    [environment.serviceIssuer]: JSON.stringify(issuers.services),
    [environment.referencePattern]: '(SUP|BIL|PRV|LEG)-[1-9][0-9]{0,7}',
    [environment.linksUrl]: url,
    [environment.informationPage]: `${url}/demo/#/give-information/`,
    [environment.mailFrom]: localSender,
    [environment.mailSender]: JSON.stringify(localOperator),
    [environment.mailConfigurationSet]: 'cloudfly-privacy-local',
    [environment.refusalAddress]: 'refuse@cloudfly.example',
    [environment.supportAddress]: 'support@cloudfly.example',
    [environment.inboundBucket]: inboundBucket,
    [environment.ownSites]: 'cloudfly.vn,cloudfly.example',
    [environment.mailsPerSecond]: mailsPerSecond,
    [environment.mailEventsTopic]: mailEventsTopic,
    [environment.allowedOrigins]: url,
    [environment.introspection]: 'everyone',
    [environment.clearReadsPerHour]: String(limits.clearReadsPerHour),
    [environment.maskedReadsPerHour]: String(limits.maskedReadsPerHour),
    [environment.requestsPerMinute]: String(limits.requestsPerMinute),
    // Everybody here comes from one address.
    [environment.registrationsPerHour]: '1000',
  };
}
