import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { CorrespondentStore } from '../domain/ports.ts';
import type { Correspondent } from '../domain/request/correspondent.ts';
import { languages } from '../domain/viewer.ts';
import { getItem, type Key, putNew, type StoreDeps, toExpiry } from './item.ts';
import { subjectPartition } from './subject-key.ts';

const stored = z.pipe(
  z.object({
    kind: z.literal('CORRESPONDENT'),
    id: z.string(),
    language: z.enum(languages),
    createdAt: z.iso.datetime(),
    keptUntil: z.iso.datetime(),
    sealedDetails: z.instanceof(Uint8Array),
  }),
  z.transform(({ kind: _, ...row }): Correspondent => row),
);

const keyOf = (id: string): Key => ({ pk: subjectPartition(id), sk: 'PROFILE' });

/** Correspondents: pk `COR#<id>`, sk `PROFILE`. Swept when their time is over, and not shown from then on. */
export function createCorrespondentStore({ dynamo, table, now }: StoreDeps): CorrespondentStore {
  return {
    async load(id) {
      const found = await getItem({ dynamo, table }, stored, keyOf(id));
      if (found && found.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return found && Date.parse(found.keptUntil) > now().getTime() ? found : undefined;
    },
    insert: (correspondent) =>
      putNew(
        table,
        {
          ...keyOf(correspondent.id),
          kind: 'CORRESPONDENT',
          ...correspondent,
          expiresAt: toExpiry(correspondent.keptUntil),
        },
        'STALE_REVISION',
      ),
  };
}
