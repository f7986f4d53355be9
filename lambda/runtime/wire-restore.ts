import { createTablesGate } from '../domain/restore/tables-gate.ts';
import { createLedgerMarkerStore } from '../store/ledger-marker.ts';
import { createTableIds } from '../store/table-ids.ts';
import { readEnvironment } from './env.ts';
import { lazy } from './lazy.ts';
import { wire } from './wiring.ts';

const tablesOf = lazy(() => {
  const env = readEnvironment();
  const { dynamo } = wire();
  const names = { records: env.text('tableRecords'), keys: env.text('tableKeys') };
  return {
    ledgerMarker: createLedgerMarkerStore({ dynamo, table: names.records }),
    tableIds: createTableIds({ dynamo, ...names }),
  };
});

/** Which tables these are: for functions that look after restores. */
export const wireTableIds = () => tablesOf().tableIds;

/** The gate of this process: whoever serves or sends asks it first. */
export const tablesGate = lazy(() => {
  const { now, log } = wire();
  return createTablesGate({ now, log, ...tablesOf() });
});
