import { createSecretKey, type KeyObject } from 'node:crypto';
import { S3ServiceException } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { ArchiveFolder } from '../declared/archive-folders.ts';
import { isProven, ledgerProof } from '../domain/erasure/ledger-proof.ts';
import { DomainError } from '../domain/errors.ts';
import type { LedgerEntry, LedgerFound, LedgerStore } from '../domain/ports/erasures.ts';
import type { ArchiveBucket } from './archive-bucket.ts';

const text = z.string();
const stored = z.object({
  id: text,
  at: z.iso.datetime(),
  kind: z.literal('ERASURE'),
  customerId: text,
  facts: z.record(text, z.union([text, z.array(text)])),
  mac: text,
});

const folder = `${'ledger' satisfies ArchiveFolder}/`;

/**
 * The ledger, in the write-once bucket: `ledger/<instant>-<id>.json`, one object for each entry, so that names sort as their instants do. Each
 * carries its proof: whoever may put objects there cannot have anybody erased by it.
 * @param macKey the audit's MAC key, 32 bytes
 */
export function createLedgerStore(
  bucket: Pick<ArchiveBucket, 'putOnce' | 'keys' | 'load'>,
  macKey: () => Promise<Uint8Array>,
): LedgerStore {
  const found = async (place: string, key: KeyObject): Promise<LedgerFound> => {
    const body = await bodyOf(bucket, place);
    if (body === undefined) return { place, fault: 'UNREAD' };
    const entry = provenEntry(body, place, key);
    return entry ? { place, entry } : { place, fault: 'FORGED' };
  };
  return {
    async append({ id, at, kind, customerId, facts }) {
      const entry = { id, at, kind, customerId, facts };
      const key = createSecretKey(await macKey());
      const place = placeOf(entry);
      const body = JSON.stringify({ ...entry, mac: ledgerProof(entry, key) });
      if (await bucket.putOnce(`${folder}${place}`, body, 'application/json')) return;
      // One that is there is the same: it was put by a run that was cut short. Or somebody put theirs in its place.
      const there = await found(place, key);
      if (!('entry' in there) || there.entry.customerId !== customerId)
        throw new DomainError('INTEGRITY_VIOLATION');
    },
    async *since(place) {
      const key = createSecretKey(await macKey());
      for await (const name of bucket.keys(folder, `${folder}${place}`))
        yield await found(name.slice(folder.length), key);
    },
  };
}

const placeOf = ({ at, id }: Pick<LedgerEntry, 'at' | 'id'>): string => `${at}-${id}.json`;

/** Undefined when S3 gives that one object to nobody like us. What ails S3 itself is thrown. */
async function bodyOf(bucket: Pick<ArchiveBucket, 'load'>, place: string): Promise<string | undefined> {
  try {
    return await bucket.load(`${folder}${place}`);
  } catch (error) {
    if (error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500)
      return undefined;
    throw error;
  }
}

/** What stands in an object, if it was entered there by us. */
function provenEntry(body: string, place: string, key: KeyObject): LedgerEntry | undefined {
  const { data } = stored.safeParse(parsed(body));
  if (!data || placeOf(data) !== place) return undefined;
  const { mac, ...entry } = data;
  return isProven(entry, mac, key) ? entry : undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
