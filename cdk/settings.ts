import type { Stack } from 'aws-cdk-lib';
import { environment as env } from '../lambda/declared/environment.ts';
import type { MachinePool, StaffPool } from './constructs/user-pools.ts';
import type { StageConfig } from './stage-config.ts';

/** Values of the environment variables that do not come with a grant. */
export function settings(
  stack: Stack,
  config: StageConfig,
  { staff, machines }: { staff: StaffPool; machines: MachinePool },
): Readonly<Record<string, string>> {
  const { budgets } = config;
  return {
    [env.staffIssuer]: stack.toJsonString({
      issuer: staff.pool.userPoolProviderUrl,
      clientIds: [staff.client.userPoolClientId],
    }),
    [env.customerIssuer]: JSON.stringify(config.customerIssuer),
    [env.serviceIssuer]: stack.toJsonString({
      issuer: machines.pool.userPoolProviderUrl,
      clientIds: machines.clients.map((client) => client.userPoolClientId),
    }),
    [env.referencePattern]: config.referencePattern,
    [env.linksUrl]: `https://${config.siteDomain}`,
    [env.informationPage]: config.informationPage,
    [env.mailSender]: JSON.stringify(config.mailSender),
    // Also for who only queues mails and does not send them.
    [env.mailFrom]: config.mailFrom,
    [env.refusalAddress]: config.refusalAddress,
    [env.supportAddress]: config.supportAddress,
    [env.ownSites]: config.ownSites.join(','),
    [env.mailsPerSecond]: String(config.mailsPerSecond),
    [env.allowedOrigins]: [`https://${config.siteDomain}`, ...config.allowedOrigins].join(','),
    [env.introspection]: config.introspection,
    [env.clearReadsPerHour]: String(budgets.clearReadsPerHour),
    [env.maskedReadsPerHour]: String(budgets.maskedReadsPerHour),
    [env.requestsPerMinute]: String(budgets.requestsPerMinute),
    [env.registrationsPerHour]: String(budgets.registrationsPerHour),
  };
}
