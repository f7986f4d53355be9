import { createRotationKeys } from '../crypto/rotation-keys.ts';
import type { RotationPorts } from '../domain/rotation/rotation-ports.ts';
import { createIndexRowStore } from '../store/index-rows.ts';
import { createKeyTable } from '../store/key-table.ts';
import { createKeyStore } from '../store/keys.ts';
import { classKeysOf } from './class-keys.ts';
import { type Environment, readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import { lazy } from './lazy.ts';
import { type Wired, wire } from './wiring.ts';

/** Ports, with those that rotate keys. Each is made when it is first used: who only asks how old keys are may not unwrap them. */
export function rotationOf(wired: Wired, env: Environment): Omit<Wired, keyof RotationPorts> & RotationPorts {
  const keys = () => ({ dynamo: wired.dynamo, table: env.text('tableKeys') });
  const parts = {
    keyTable: lazy(() => createKeyTable(keys())),
    indexRows: lazy(() => createIndexRowStore({ dynamo: wired.dynamo, table: env.text('tableRecords') })),
    rotationKeys: lazy(() =>
      createRotationKeys({
        kms: wired.kms,
        keyStore: createKeyStore(keys()),
        kmsKeys: classKeysOf(env),
        indexKmsKey: env.text('keyIndex'),
        now: wired.now,
        random: wired.random,
      }),
    ),
  };
  return extendPorts(wired, {
    get keyTable() {
      return parts.keyTable();
    },
    get indexRows() {
      return parts.indexRows();
    },
    get rotationKeys() {
      return parts.rotationKeys();
    },
  });
}

export const wireRotation = lazy(() => rotationOf(wire(), readEnvironment()));
