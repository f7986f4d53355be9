import { basename, dirname } from 'node:path';
import { keepFiles } from '../kept-files.ts';

/** How far each shard of one stream was read: a sequence number, or `closed` when there is nothing after it. */
export interface Checkpoint {
  get(shardId: string): string | undefined;
  set(shardId: string, place: string): void;
  /** Forgets shards that the stream no longer has. */
  keepOnly(shardIds: ReadonlySet<string>): void;
}

function shardsIn(content: Buffer | undefined, streamArn: string): Record<string, string> {
  try {
    const saved = JSON.parse(content?.toString() ?? '{}') as Partial<{
      streamArn: string;
      shards: Record<string, string>;
    }>;
    return saved.streamArn === streamArn ? (saved.shards ?? {}) : {};
  } catch {
    return {};
  }
}

/** A checkpoint kept in a file; in memory without one. A file about another stream, or torn, counts as none. */
export function openCheckpoint(streamArn: string, file?: string): Checkpoint {
  const files = keepFiles(file && dirname(file));
  const name = file ? basename(file) : 'checkpoint';
  const shards = new Map(Object.entries(shardsIn(files.read(name), streamArn)));
  const save = () => files.write(name, JSON.stringify({ streamArn, shards: Object.fromEntries(shards) }));
  return {
    get: (shardId) => shards.get(shardId),
    set(shardId, place) {
      if (shards.get(shardId) === place) return;
      shards.set(shardId, place);
      save();
    },
    keepOnly(shardIds) {
      const gone = [...shards.keys()].filter((shardId) => !shardIds.has(shardId));
      for (const shardId of gone) shards.delete(shardId);
      if (gone.length > 0) save();
    },
  };
}
