import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { inject } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { eraseCustomer } from '../../../lambda/domain/erasure/erase-customer.ts';
import { workOnJob } from '../../../lambda/domain/jobs/work-on-job.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { wireErasure } from '../../../lambda/runtime/wire-erasure.ts';
import { idle } from '../../bench/idle.ts';
import { awsOf, canary, startTestCloud, type TestCloud } from '../../harness/cloud.ts';
import { inDays } from '../../harness/days.ts';
import { erasureOf, grantedErasure } from '../../harness/erasures.ts';
import { mailsSettled } from '../../harness/mails.ts';
import { putServiceTerm, type Served, servedCustomer } from '../../harness/notices.ts';
import { givePayment, localIdOf } from '../../harness/register.ts';
import { openedRequest } from '../../harness/requests.ts';
import { type Item, scanTables, type Tables, textOf } from '../../harness/tables.ts';
import { takeEnvironment } from '../../harness/take-environment.ts';
import { type Kill, watchAws } from '../../harness/watched-aws.ts';

/** A cloud in which nobody erases but the test. */
export const startErasingCloud = (): Promise<TestCloud> =>
  startTestCloud({ bundlePaths: { ...inject('bundlePaths'), keeping: idle } });

export interface Full extends Served {
  /** Words of a request. */
  readonly words: string;
}

/** The job of erasures in this process, over the tables and buckets of a cloud, at a time that is told, and killed where it is told. */
export class ErasingWorld {
  /** Milliseconds ahead of the clock. */
  ahead = 0;
  readonly cloud: TestCloud;
  readonly ports: ReturnType<typeof wireErasure>;
  readonly #s3: S3Client;

  /** Sets this process's environment to the cloud's; `vi.unstubAllEnvs()` undoes it. */
  constructor(cloud: TestCloud) {
    takeEnvironment(cloud);
    this.cloud = cloud;
    this.#s3 = new S3Client({ ...awsOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
    const log = { info() {}, warn() {}, error() {} };
    const now = () => new Date(Date.now() + this.ahead);
    this.ports = extendPorts(wireErasure(), { log, now, pause: async () => {} });
  }

  /** What the function does with the job of an erasure, killed where it is told. @returns its calls of AWS */
  run(erasureId: string, kill?: Kill) {
    const until = new Date(Date.now() + this.ahead + 240_000);
    const input = { jobId: `ERASE_CUSTOMER-${erasureId}`, until };
    return watchAws(() => workOnJob(this.ports, (job) => eraseCustomer(this.ports, job), input), { kill });
  }

  /** The lease of a run that was killed is over, and what it waits for. */
  pass(seconds: number = limits.jobLeaseSeconds + 600): void {
    this.ahead += seconds * 1000;
  }
  passDays = (days: number): void => this.pass(days * 86_400);

  /** A customer of whom there is something of every kind, with rows more than one transaction takes, and files. */
  async fullCustomer(more: { readonly rows?: number; readonly files?: number } = {}): Promise<Full> {
    const { cloud } = this;
    const customer = await servedCustomer(cloud);
    await givePayment(cloud, customer);
    const words = canary('words ');
    await openedRequest(cloud, customer.token, words);
    const term = { service: canary('s-'), product: 'HOSTING', name: canary('host '), expiresAt: inDays(90) };
    await putServiceTerm(cloud, customer, term);
    const id = localIdOf(customer.id);
    await this.#addEntries(id, more.rows ?? 0);
    for (let n = 0; n < (more.files ?? 0); n++) {
      const Key = `sealed/${id}/${canary('file')}`;
      await this.#s3.send(new PutObjectCommand({ Bucket: cloud.inboundBucket, Key, Body: 'sealed' }));
    }
    return { ...customer, words };
  }

  /** Rows as of a long correspondence. */
  async #addEntries(id: string, count: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, n) => ({
      pk: { S: `CUS#${id}` },
      sk: { S: `REQUEST#REQ-AAAA-AAAA#${String(n).padStart(5, '0')}` },
      kind: { S: 'REQUEST_ENTRY' },
      subjectId: { S: id },
    }));
    const table = this.cloud.tableNames.records;
    for (let from = 0; from < count; from += 25) {
      const some = rows.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await this.cloud.direct.send(new BatchWriteItemCommand({ RequestItems: { [table]: some } }));
    }
  }

  /** Grants an erasure, and waits until the customer was told. @returns the erasure's id */
  async granted(officer: string, customer: Served): Promise<string> {
    await grantedErasure(this.cloud, officer, customer);
    await mailsSettled(this.cloud);
    return (await erasureOf(this.cloud, officer, customer.id)).id;
  }

  /** Names of objects in a bucket under a beginning. */
  async objects(Bucket: string, Prefix: string): Promise<readonly string[]> {
    const { Contents = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.map(({ Key = '' }) => Key);
  }
  filesOf = (id: string) => this.objects(this.cloud.inboundBucket, `sealed/${id}/`);
  ledger = () => this.objects(this.cloud.environment.AUDIT_BUCKET ?? '', 'ledger/');

  stop(): void {
    this.#s3.destroy();
  }
}

/** All that is stored of a customer, byte for byte. */
export async function storedOf(cloud: TestCloud, globalId: string): Promise<Tables> {
  const id = localIdOf(globalId);
  const { records, keys } = await scanTables(cloud);
  const isOf = (item: Item) => textOf(item, 'pk') === `CUS#${id}` || textOf(item, 'ownerId') === id;
  return { records: records.filter(isOf), keys: keys.filter((item) => textOf(item, 'pk') === id), audit: [] };
}
