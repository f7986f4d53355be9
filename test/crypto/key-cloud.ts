import { randomUUID } from 'node:crypto';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { createSealing } from '../../lambda/crypto/sealing.ts';
import type { Write } from '../../lambda/domain/ports/commit.ts';
import { createKeyStore } from '../../lambda/store/keys.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb/start.ts';
import { startKms } from '../../local/kms/start.ts';
import { random } from './sealed-subjects.ts';

const kmsKeys = {
  contact: randomUUID(),
  identity: randomUUID(),
  payment: randomUUID(),
  content: randomUUID(),
};
const otherKmsKey = randomUUID();
const aws = { region: 'ap-southeast-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** A KMS, a DynamoDB and a clock to turn. Each table set stands for an account of its own: keys made in one are not in another. */
export async function startKeyCloud() {
  const ids = [...Object.values(kmsKeys), otherKmsKey];
  const [kmsServer, dynamoServer] = await Promise.all([
    startKms({ keys: Object.fromEntries(ids.map((id) => [id, 'SYMMETRIC_DEFAULT' as const])) }),
    startDynamoDb({ engine: 'embedded' }),
  ]);
  const kms = new KMSClient({ ...aws, endpoint: kmsServer.url });
  const dynamo = new DynamoDBClient({ ...aws, endpoint: dynamoServer.url });
  const clock = { at: Date.parse('2026-11-22T00:00:00Z') };
  const now = () => new Date(clock.at);

  return {
    kms,
    dynamo,
    kmsKeys,
    otherKmsKey,
    now,
    minutesLater(minutes: number): void {
      clock.at += minutes * 60_000;
    },
    /** Calls of KMS while something is done, by operation. */
    async callsDuring(act: () => Promise<unknown>): Promise<Record<string, number>> {
      const before = kmsServer.calls();
      await act();
      const counted = Object.entries(kmsServer.calls()).map(([name, n]) => [name, n - (before[name] ?? 0)]);
      return Object.fromEntries(counted.filter(([, n]) => n !== 0)) as Record<string, number>;
    },
    /** How often each key was asked for, by operation and EncryptionContext. */
    kmsUses: () => kmsServer.uses(),
    async newTable(): Promise<string> {
      const name = randomUUID();
      await createTables(dynamo, { keys: name, records: `${name}-records`, audit: `${name}-audit` });
      return name;
    },
    storeOf: (table: string) => createKeyStore({ dynamo, table }),
    /** What one process holds: nothing at first. */
    newProcess: (table: string, more: { createsKeys?: boolean } = {}) =>
      createSealing({ kms, keyStore: createKeyStore({ dynamo, table }), kmsKeys, now, random, ...more }),
    /** Commits writes as one transaction; answers whether it went through. */
    async commit(...writes: readonly (Write | undefined)[]): Promise<boolean> {
      const items = writes.map((each) => each?.item as object);
      try {
        await dynamo.send(new TransactWriteItemsCommand({ TransactItems: items }));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'TransactionCanceledException') return false;
        throw error;
      }
    },
    disable: (keyId: string) => kms.send(new DisableKeyCommand({ KeyId: keyId })),
    enable: (keyId: string) => kms.send(new EnableKeyCommand({ KeyId: keyId })),
    async stop(): Promise<void> {
      kms.destroy();
      dynamo.destroy();
      await Promise.all([kmsServer.stop(), dynamoServer.stop()]);
    },
  };
}
