import { environment } from '../../lambda/declared/environment.ts';
import type { FunctionKeyId } from '../../lambda/declared/function-keys.ts';
import type { TableId } from '../../lambda/declared/tables.ts';
import type { DataStack } from '../data-stack.ts';
import { configurationSetName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';
import { grantArchive, grantKey, grantTable, type TableAccess } from './grants.ts';
import { grantInboundBucket } from './inbound-grant.ts';
import { grantMail } from './mail-grant.ts';
import { runEveryMinutes } from './minute-schedule.ts';

/**
 * Gives a function everything its declaration asks for, and nothing else.
 * @param values what environment variables hold that come with no grant
 */
export function equipFunction(
  fn: DeclaredFunction,
  data: DataStack,
  config: StageConfig,
  values: Readonly<Record<string, string>>,
): void {
  const { declaration } = fn;
  for (const [table, access] of Object.entries(declaration.tables) as [TableId, TableAccess][])
    grantTable(fn, table, access, data.tables[table], data.storageKey);
  for (const [id, key] of Object.entries(data.keys)) grantKey(fn, id as FunctionKeyId, key);
  if (declaration.createsKeys) fn.setEnvironment({ [environment.createsKeys]: 'true' });
  if (declaration.archive) grantArchive(fn, declaration.archive, config, data.storageKey);
  if (declaration.inboundBucket) grantInboundBucket(fn, declaration.inboundBucket, config, data.inbound.key);
  if (declaration.sendsMail) {
    grantMail(fn, {
      from: config.mailFrom,
      configurationSet: configurationSetName(config),
    });
  }
  for (const variable of declaration.environment) {
    const value = values[variable];
    if (value !== undefined) fn.setEnvironment({ [variable]: value });
  }
  if (declaration.everyMinutes) runEveryMinutes(fn, declaration.everyMinutes);
}
