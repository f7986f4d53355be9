import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { dynalite, type Item } from './dynalite.ts';
import { type Engine, openEngine } from './engine.ts';
import { sweepExpired } from './expiry.ts';
import { forgetOld } from './forget-old.ts';
import { endpoint } from './http-endpoint.ts';
import { settleTables } from './tables.ts';

const sweepMilliseconds = 60_000;

export interface EmbeddedOptions {
  /** Where the LevelDB database lies; without it everything is in memory. */
  readonly directory?: string;
  /** 0 or none: a free one. */
  readonly port?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Embedded {
  readonly url: string;
  /** Tells at once of each new record in the stream of a table, with the item as it is now. @returns what ends that */
  onRecord(table: string, tell: (newImage: Item | undefined) => void): () => void;
  /** What otherwise runs every minute: deletes expired items, forgets old stream records and tokens. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** DynamoDB with streams in this very process: dynalite's rules and LevelDB, without Java. */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const engine = await open(options);
  const server = endpoint(engine);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  }).catch(async (error: NodeJS.ErrnoException) => {
    await engine.store.db.close();
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`DynamoDB cannot start: port ${options.port} is taken on 127.0.0.1.`);
  });
  const sweep = async (): Promise<void> => {
    await sweepExpired(engine);
    await forgetOld(engine);
  };
  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep().catch((error: unknown) => console.error('DynamoDB: the sweep failed.', error));
  }, sweepMilliseconds);
  timer.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onRecord(table, tell) {
      const told = (changed: string, newImage: Item | undefined) => {
        if (changed === table) tell(newImage);
      };
      engine.onRecord.add(told);
      return () => void engine.onRecord.delete(told);
    },
    sweep,
    stop: async () => {
      clearInterval(timer);
      await sweeping;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      // An answer under way is let out; a connection that then stays open is not waited for.
      await engine.exclusive(async () => {});
      server.closeAllConnections();
      await closed;
      await engine.store.db.close();
    },
  };
}

async function open(options: EmbeddedOptions): Promise<Engine> {
  if (options.directory) await mkdir(options.directory, { recursive: true });
  const store = dynalite.create({
    path: options.directory,
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  try {
    const engine = await openEngine(store, options.now ?? Date.now);
    await settleTables(engine);
    return engine;
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code !== 'LEVEL_LOCKED') throw error;
    throw new Error(`DynamoDB cannot start: another process is using ${options.directory}.`);
  }
}
