import { setTimeout as wait } from 'node:timers/promises';
import type { ErasurePorts } from '../domain/erasure/erasure-ports.ts';
import type { Ports } from '../domain/ports.ts';
import { createCustomerRowStore } from '../store/customer-rows.ts';
import { createKeyShredding } from '../store/key-shredding.ts';
import { createLedgerStore } from '../store/ledger.ts';
import { createLedgerMarkerStore } from '../store/ledger-marker.ts';
import { readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import { lateInboundBucket } from './late-inbound-bucket.ts';
import { lazy } from './lazy.ts';
import { wireBucket } from './wire-archive.ts';
import { type Wired, wire } from './wiring.ts';

/** The ports of functions that erase, or look after erasures. Each is made when it is first used. */
export const wireErasure = lazy(
  (): Omit<Wired, keyof ErasurePorts> & ErasurePorts & Pick<Ports, 'ledger'> => {
    const env = readEnvironment();
    const wired = wire();
    const records = { dynamo: wired.dynamo, table: env.text('tableRecords') };
    const keys = lazy(() => createKeyShredding({ dynamo: wired.dynamo, table: env.text('tableKeys') }));
    const ledger = lazy(() => createLedgerStore(wireBucket(), () => wired.auditKeys.macKey()));
    return extendPorts(wired, {
      customerRows: createCustomerRowStore(records),
      ledgerMarker: createLedgerMarkerStore(records),
      get keyShredding() {
        return keys();
      },
      get suppressions() {
        return wired.suppressions;
      },
      get ledger() {
        return ledger();
      },
      inboundBucket: lateInboundBucket(env),
      // No issuer that takes erasures is set up: it follows the feed of changes.
      identityProvider: undefined,
      pause: async (milliseconds: number) => {
        await wait(milliseconds);
      },
    });
  },
);
