import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lambda/declared/environment.ts';
import type { Sender } from '../../lambda/declared/sender.ts';
import { issueVerification, verificationEnds } from '../../lambda/domain/contact/issue-verification.ts';
import { lookupRows } from '../../lambda/domain/lookup.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { customerKey, type Item, toItem } from '../../lambda/store/item.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb/start.ts';
import { startKms } from '../../local/kms/start.ts';
import { startSes } from '../../local/ses/start.ts';

export interface InboxMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const sender: Sender = {
  name: 'CloudFly',
  country: 'VN',
  site: 'https://cloudfly.example',
  email: 'privacy@cloudfly.example',
  policyUrl: 'https://cloudfly.example/privacy',
};

/** The deployed wiring on local engines: this process's environment is a function's own. */
export async function startMailCloud() {
  const { keyContact, keyIdentity, keyIndex, keyAudit, keyRefusalLinks } = environment;
  const kmsNames = [keyContact, keyIdentity, keyIndex, keyAudit, keyRefusalLinks];
  const kmsKeys = kmsNames.map((name) => [name, randomUUID()] as const);
  const [dynamoServer, kmsServer, sesServer] = await Promise.all([
    startDynamoDb({ engine: 'embedded' }),
    startKms({ keys: Object.fromEntries(kmsKeys.map(([, id]) => [id, 'SYMMETRIC_DEFAULT' as const])) }),
    startSes({ answerDelayMs: 0 }),
  ]);
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoServer.url,
    AWS_ENDPOINT_URL_KMS: kmsServer.url,
    AWS_ENDPOINT_URL_SES: sesServer.url,
    ...Object.fromEntries(kmsKeys),
    [environment.createsKeys]: 'true',
    [environment.tableRecords]: 'records',
    [environment.tableKeys]: 'keys',
    [environment.tableAudit]: 'audit',
    [environment.linksUrl]: 'https://links.example',
    [environment.mailFrom]: 'CloudFly <no-reply@cloudfly.example>',
    [environment.mailSender]: JSON.stringify(sender),
    [environment.mailConfigurationSet]: 'mails',
  });
  const dynamo = new DynamoDBClient({});
  await createTables(dynamo, { records: 'records', keys: 'keys', audit: 'audit' });
  const items = async (table: string) =>
    (await dynamo.send(new ScanCommand({ TableName: table }))).Items ?? [];

  return {
    ses: sesServer,
    items,
    /** How often each key was asked for, by operation and EncryptionContext. */
    kmsUses: () => kmsServer.uses(),
    async row(customerId: string, sk: string): Promise<Item> {
      const Key = toItem({ pk: customerKey(customerId), sk });
      return (await dynamo.send(new GetItemCommand({ TableName: 'records', Key }))).Item ?? {};
    },
    /** Past every store. */
    async put(item: Item) {
      await dynamo.send(new PutItemCommand({ TableName: 'records', Item: item }));
    },
    /** What the stream would bring for every mail there is. */
    async streamEvent() {
      const mails = (await items('records')).filter((item) => item.kind?.S === 'MAIL');
      return {
        Records: mails.map((NewImage, n) => ({
          eventName: 'INSERT',
          dynamodb: { SequenceNumber: String(n), NewImage },
        })),
      };
    },
    async inbox(address: string): Promise<readonly InboxMail[]> {
      const answer = await fetch(`${sesServer.url}/inbox.json?to=${encodeURIComponent(address)}`);
      return (await answer.json()) as InboxMail[];
    },
    /** A customer with a verification on its way, as registering leaves them. */
    async register(email: string, name: string) {
      const ports = wire();
      const id = ports.random.id();
      const index = await ports.blindIndex.ready();
      const keyring = ports.sealing.newKeyring(id);
      const sealing = await ports.sealing.ready(['contact'], [keyring]);
      const { sealed } = sealing.sealClassBlob(keyring, 'contact', { name, email });
      const emailIndexes = index.allOf('email', email);
      const subject = index.allOf('subject', `https://issuer.example ${id}`);
      const addressState = 'UNVERIFIED';
      const { mail, writes } = issueVerification(ports, sealing, keyring, {
        emailIndexes,
        language: 'vi',
        requestId: 'request-1',
      });
      const keys = ports.sealing.saveKeyring(keyring);
      if (!keys) throw new Error('new keys are saved');
      const customer = {
        id,
        kind: 'INDIVIDUAL',
        state: 'ACTIVE',
        addressState,
        language: 'vi',
        registeredAt: ports.now().toISOString(),
        version: 1,
        blobs: { contact: sealed },
      } as const;
      const verifiedAt = undefined;
      await ports.commit(
        [
          keys,
          ports.customers.insert(customer),
          ...ports.bindings.insert(lookupRows(index, 'BINDING', subject, id)),
          ports.contactStates.insert({
            customerId: id,
            version: 1,
            addressState,
            emailIndexes,
            verifiedAt,
            isHeld: false,
            isRestricted: false,
            advertisedAt: [],
            products: {},
          }),
          ...ports.emails.insertClaim(emailIndexes, id, verificationEnds(ports.now())),
          ...writes,
        ],
        [],
      );
      return { id, emailIndexes, mailId: mail.id };
    },
    async stop() {
      dynamo.destroy();
      await Promise.all([dynamoServer.stop(), kmsServer.stop(), sesServer.stop()]);
    },
  };
}
