import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { FunctionKeyId } from '../lambda/declared/function-keys.ts';
import { limits } from '../lambda/declared/limits.ts';
import { type TableId, tables } from '../lambda/declared/tables.ts';
import { createDeclaredTable } from './constructs/declared-table.ts';
import { FunctionKeys } from './constructs/function-keys.ts';
import { InboundStorage } from './constructs/inbound-storage.ts';
import {
  createAccessLogBucket,
  createFailureBucket,
  createWriteOnceBucket,
} from './constructs/kept-buckets.ts';
import { createStorageKey } from './constructs/storage-key.ts';
import { MachinePool, StaffPool } from './constructs/user-pools.ts';
import type { StageConfig } from './stage-config.ts';

/** What must never be lost: it outlives every deployment of the app stack, and its own removal. */
export class DataStack extends Stack {
  readonly storageKey: Key;
  readonly keys: Readonly<Record<FunctionKeyId, Key>>;
  readonly tables: Readonly<Record<TableId, Table>>;
  readonly inbound: InboundStorage;
  readonly staff: StaffPool;
  readonly machines: MachinePool;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, {
      stackName: `${config.namePrefix}-data`,
      description: 'CloudFly Privacy: tables, keys, audit archive, inbound mail and sign-in',
      env: { region: config.region },
      terminationProtection: true,
    });
    this.storageKey = createStorageKey(this, 'StorageKey', config);
    this.keys = new FunctionKeys(this, 'Keys', config).byId;
    this.tables = Object.fromEntries(
      (Object.keys(tables) as TableId[]).map((table) => [
        table,
        createDeclaredTable(this, table, config, this.storageKey),
      ]),
    ) as Record<TableId, Table>;
    const accessLogs = createAccessLogBucket(this, 'AccessLogs', config);
    createWriteOnceBucket(this, 'AuditArchive', config, this.storageKey, accessLogs);
    const failures = { config, storageKey: this.storageKey, accessLogs };
    // Stream batches: they hold sealed values only.
    createFailureBucket(this, 'DeadBatches', { name: 'dead-batches', days: 30, ...failures });
    // Receipts of mails, with addresses and subjects in clear: no longer than the mails themselves.
    createFailureBucket(this, 'DeadReceipts', {
      name: 'dead-receipts',
      days: limits.rawMailDays,
      ...failures,
    });
    this.inbound = new InboundStorage(this, 'Inbound', config, accessLogs);
    this.staff = new StaffPool(this, 'Staff', config, this.keys.signIn);
    this.machines = new MachinePool(this, 'Machines', config);
    new CfnOutput(this, 'StaffIssuer', { value: this.staff.pool.userPoolProviderUrl });
    new CfnOutput(this, 'StaffSignIn', { value: this.staff.signInUrl });
    new CfnOutput(this, 'StaffPoolId', { value: this.staff.pool.userPoolId });
    new CfnOutput(this, 'MachinePoolId', { value: this.machines.pool.userPoolId });
    new CfnOutput(this, 'MachineTokens', { value: this.machines.tokensUrl });
  }
}
