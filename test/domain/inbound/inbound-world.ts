import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { FileMailDeps } from '../../../lambda/domain/inbound/file-mail.ts';
import { type Receipt, type ReceiveDeps, receiveMail } from '../../../lambda/domain/inbound/receive-mail.ts';
import { takeUpMails } from '../../../lambda/domain/inbound/take-up-mails.ts';
import { tryFiling } from '../../../lambda/domain/inbound/try-filing.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { wireInbound } from '../../../lambda/runtime/wire-inbound.ts';
import { awsOf, canary, type TestCloud } from '../../harness/cloud.ts';

/** A process that was killed: from then on it does nothing. */
export class Killed extends Error {}

/** Where a process is killed: at its nth call of anything outside, before or after that took effect. */
export interface Kill {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Calls that leave the process; all others only make writes. */
const outside = new Set(
  `load find ready loadKeyring owner claimants byAddress ofSubject entries due state record versions versionsNow
  readRaw deleteRaw putSealed listSealedOf deleteSealed commit readInbound`.split(/\s+/),
);

type Deps = FileMailDeps & ReceiveDeps;
const by = 'inboundMail';

/** The filing of mails in this process, over the tables and buckets of a cloud, at a time that is told, and killed where it is told. */
export class InboundWorld {
  /** Ahead of the clock. */
  ahead = 0;
  calls = 0;
  kill: Kill | undefined;
  /** Told of every call outside as it begins. */
  atCall: ((name: string) => Promise<void>) | undefined;
  readonly ports: Deps;
  readonly #s3: S3Client;
  readonly #cloud: TestCloud;
  #isDead = false;

  constructor(cloud: TestCloud) {
    this.#cloud = cloud;
    this.#s3 = new S3Client({ ...awsOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
    const log = { info() {}, warn() {}, error() {} };
    this.ports = extendPorts(wireInbound(), { log, now: () => new Date(Date.now() + this.ahead) });
  }

  /** The ports of one process. */
  process(): Deps {
    this.#isDead = false;
    this.calls = 0;
    return new Proxy(this.ports, {
      get: (ports, name) => this.#watched(Reflect.get(ports, name), String(name)),
    });
  }

  #watched(port: unknown, name: string): unknown {
    if (name === 'log' || name === 'now' || name === 'mailboxes') return port;
    if (typeof port === 'function')
      return (...given: unknown[]) => this.#call(name, () => Reflect.apply(port, undefined, given));
    if (typeof port !== 'object' || port === null) return port;
    return new Proxy(port, {
      get: (store, method) => {
        const act: unknown = Reflect.get(store, method);
        if (typeof act !== 'function' || !outside.has(String(method))) return act;
        return (...given: unknown[]) => this.#call(String(method), () => Reflect.apply(act, store, given));
      },
    });
  }

  async #call(name: string, act: () => unknown): Promise<unknown> {
    if (this.#isDead) throw new Killed();
    this.calls += 1;
    const { calls, kill } = this;
    await this.atCall?.(name);
    const isKilled = kill?.call === calls;
    if (isKilled) this.#isDead = true;
    if (isKilled && kill.when === 'before') throw new Killed();
    const answer = await act();
    if (isKilled) throw new Killed();
    return answer;
  }

  /** Puts a raw mail into the bucket, as SES does, with its receipt. */
  async arrive(
    from: string,
    raw: string,
    changes: Partial<Receipt> = {},
    dmarc: Receipt['verdicts']['dmarc'] = 'PASS',
  ): Promise<Receipt> {
    const id = canary('mail');
    const Bucket = this.#cloud.inboundBucket;
    await this.#s3.send(new PutObjectCommand({ Bucket, Key: `raw/${id}`, Body: raw }));
    const recipients = [this.ports.mailboxes.support];
    const verdicts = { spf: 'PASS', dkim: 'PASS', dmarc, spam: 'PASS', virus: 'PASS' } as const;
    return { id, from: [from], source: from, recipients, verdicts, ...changes };
  }

  /** What the function does with a receipt. */
  async receive(receipt: Receipt, ports = this.process()): Promise<void> {
    const mail = await receiveMail(ports, receipt, by);
    if (mail) await tryFiling(ports, mail, by);
  }

  /** What the function does on its schedule. */
  takeUp = (ports = this.process()) =>
    takeUpMails(ports, { by, until: new Date(this.ports.now().getTime() + 60_000), perShard: 25 });

  /** Names of all sealed files in the bucket, whoever's. */
  async sealed(): Promise<readonly string[]> {
    const [Bucket, Prefix] = [this.#cloud.inboundBucket, 'sealed/'];
    const { Contents = [], IsTruncated } = await this.#s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    if (IsTruncated) throw new Error('there are more than one listing has');
    return Contents.map(({ Key = '' }) => Key);
  }

  pass(minutes: number): void {
    this.ahead += minutes * 60_000;
  }
}
