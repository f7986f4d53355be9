import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { createRotationKeys } from '../../../lambda/crypto/rotation-keys.ts';
import type { AuditEntry } from '../../../lambda/domain/audit/row.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import { uncover } from '../../../lambda/domain/pii.ts';
import type { Commit } from '../../../lambda/domain/ports/commit.ts';
import type { Sealing } from '../../../lambda/domain/ports/sealing.ts';
import { type RotateDeps, rotateKeys } from '../../../lambda/domain/rotation/rotate-keys.ts';
import { newRotation, type RotationReport } from '../../../lambda/domain/rotation/rotation-report.ts';
import type { SubjectKeys } from '../../../lambda/domain/stored-keys.ts';
import { createKeyTable } from '../../../lambda/store/key-table.ts';
import { createKeyStore } from '../../../lambda/store/keys.ts';
import type { startKeyCloud } from '../../crypto/key-cloud.ts';
import { random } from '../../crypto/sealed-subjects.ts';
import { createLogBook } from '../../store/audit-world.ts';

type KeyCloud = Awaited<ReturnType<typeof startKeyCloud>>;

/** One value that was stored: whose, and its sealed bytes as the records table has them. */
interface Stored {
  readonly subjectId: string;
  value: string;
  sealed: Uint8Array;
}

/** A Keys table of its own, values sealed under it, and the rotation of its contact class, step by step. */
export async function rotatingWorld(cloud: KeyCloud) {
  const table = await cloud.newTable();
  const audits: AuditEntry[] = [];
  const log = createLogBook();
  const commit: Commit = async (writes, audit) => {
    if (!(await cloud.commit(...writes))) throw new DomainError('STALE_REVISION');
    audits.push(...audit);
  };
  const { kms, dynamo, kmsKeys, now, otherKmsKey: indexKmsKey } = cloud;
  const keyStore = createKeyStore({ dynamo, table });
  const keyTable = createKeyTable({ dynamo, table });
  /** A process that rotates: a new one holds no key. */
  const newRotator = () =>
    ({
      now,
      log,
      commit,
      keyTable,
      rotationKeys: createRotationKeys({ kms, keyStore, kmsKeys, indexKmsKey, now, random }),
    }) as unknown as RotateDeps;
  let rotator = newRotator();
  let report = newRotation('contact', 2);
  const id = 'ROTATE_KEYS-CONTACT-2';
  const stored: Stored[] = [];

  /** The next step of the job; a run that is killed loses what it would have said. */
  async function step(end: 'KEPT' | 'KILLED' = 'KEPT'): Promise<{ isDone: boolean; resumeAt?: string }> {
    const job = newJob({ id, type: 'ROTATE_KEYS', requestedBy: 'system:clock', report }, now());
    if (end === 'KILLED') rotator = newRotator();
    for await (const next of rotateKeys(rotator, job)) {
      if (end === 'KEPT') report = next.report as RotationReport;
      return next;
    }
    throw new Error('a rotation ends with a step that is done');
  }

  return {
    table,
    audits,
    log,
    stored,
    keyTable,
    keyStore,
    report: () => report,
    step,
    /** Rests as long as the job wants to. */
    rest() {
      const until = Date.parse(report.notBefore ?? now().toISOString());
      cloud.minutesLater(Math.max(0, (until - now().getTime()) / 60_000));
    },
    /** To a step, or to the end. */
    async goTo(wanted: RotationReport['step']): Promise<void> {
      for (let steps = 0; report.step !== wanted; steps++) {
        if (steps > 60) throw new Error(`stuck at ${report.step}`);
        const { resumeAt } = await step();
        if (resumeAt !== undefined) this.rest();
      }
    },
    /** Stores a value of a new subject. */
    async store(sealing: Sealing, classes: readonly ('contact' | 'payment')[] = ['contact']): Promise<void> {
      const subjectId = randomUUID();
      const keyring = sealing.newKeyring(subjectId);
      const ready = await sealing.ready(classes, [keyring]);
      const value = randomUUID();
      const [sealed] = classes.map((name) => ready.sealClassBlob(keyring, name, value).sealed);
      if (!sealed || !(await cloud.commit(sealing.saveKeyring(keyring)))) throw new Error('not stored');
      stored.push({ subjectId, value, sealed });
    },
    /** Stores a new value in place of one. */
    async change(sealing: Sealing, one: Stored): Promise<void> {
      const keyring = await sealing.loadKeyring(one.subjectId);
      if (!keyring) throw new Error('no keys');
      const ready = await sealing.ready(['contact'], [keyring]);
      const value = randomUUID();
      const { sealed } = ready.sealClassBlob(keyring, 'contact', value);
      if (!(await cloud.commit(sealing.saveKeyring(keyring)))) throw new Error('not stored');
      Object.assign(one, { value, sealed });
    },
    /** Opens a value: with the keys that the keyring names, or with those that the process knows of. */
    async open(sealing: Sealing, one: Stored, by: 'NAMED' | 'KNOWN' = 'NAMED'): Promise<unknown> {
      const keyring = await sealing.loadKeyring(one.subjectId);
      if (!keyring) throw new Error('no keys');
      const ready = await sealing.ready(['contact'], ...(by === 'NAMED' ? [[keyring]] : []));
      return uncover(ready.openClassBlob(keyring, 'contact', one.sealed));
    },
    /** Epochs that wrapped DEKs of a class name, with how many do. */
    async epochs(dataClass = 'contact'): Promise<Record<number, number>> {
      const found: Record<number, number> = {};
      for (const item of await items())
        for (const [name, value] of Object.entries(item))
          if (name.startsWith(`dek_${dataClass}_`)) {
            const epoch = Buffer.from(value.B ?? []).readUInt32BE(2);
            found[epoch] = (found[epoch] ?? 0) + 1;
          }
      return found;
    },
    items,
    usesOf: (epoch: number) =>
      Object.entries(cloud.kmsUses())
        .filter(([use]) => use.includes('"contact"') && use.includes(`"kekVersion":"${epoch}"`))
        .reduce((sum, [, n]) => sum + n, 0),
    keyring: async (subjectId: string) => (await keyStore.loadSubject(subjectId)) as SubjectKeys,
  };

  async function items() {
    const found = [];
    for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: table }))
      found.push(...Items);
    return found;
  }
}
