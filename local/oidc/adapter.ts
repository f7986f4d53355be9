import type { KeptFiles } from '../kept-files.ts';

type Payload = Record<string, unknown> & {
  readonly uid?: string;
  readonly grantId?: string;
  consumed?: number;
};
interface Entry {
  readonly model: string;
  readonly id: string;
  readonly payload: Payload;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** What ends with its grant. A sign-in under way names a grant too, and goes on. */
const ofGrant = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/**
 * Where an issuer keeps sessions, grants and codes: in one file, small as a demonstration's are, written whole on each
 * change. The methods are those that oidc-provider asks of an adapter.
 */
export function openAdapter(file: string, files: KeptFiles) {
  const kept = JSON.parse(files.read(file)?.toString() ?? '[]') as Entry[];
  const entries = new Map(kept.map((entry) => [`${entry.model}:${entry.id}`, entry]));

  const save = () => {
    for (const [key, entry] of entries) if (entry.expiresAt <= Date.now()) entries.delete(key);
    files.write(file, JSON.stringify([...entries.values()]));
  };
  const live = (entry: Entry | undefined) =>
    entry && entry.expiresAt > Date.now() ? structuredClone(entry.payload) : undefined;

  return (model: string) => ({
    async upsert(id: string, payload: Payload, expiresIn?: number) {
      const expiresAt = Date.now() + (expiresIn ?? 365 * 24 * 60 * 60) * 1000;
      entries.set(`${model}:${id}`, { model, id, payload: structuredClone(payload), expiresAt });
      save();
    },
    find: async (id: string) => live(entries.get(`${model}:${id}`)),
    findByUid: async (uid: string) =>
      live([...entries.values()].find((entry) => entry.model === model && entry.payload.uid === uid)),
    findByUserCode: async () => undefined,
    async consume(id: string) {
      const entry = entries.get(`${model}:${id}`);
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
      save();
    },
    async destroy(id: string) {
      entries.delete(`${model}:${id}`);
      save();
    },
    async revokeByGrantId(grantId: string) {
      for (const [key, entry] of entries) {
        if (ofGrant.has(entry.model) && entry.payload.grantId === grantId) entries.delete(key);
      }
      save();
    },
  });
}
