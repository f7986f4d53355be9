import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { isBehind, type LedgerMarkerStore, type TableIds } from './ledger-marker.ts';

export interface TablesGateDeps extends Pick<Ports, 'now' | 'log'> {
  readonly ledgerMarker: Pick<LedgerMarkerStore, 'load'>;
  readonly tableIds: () => Promise<TableIds>;
}

/** Keeps a process from serving on restored tables before the replay is done. */
export interface TablesGate {
  /** @throws what the tables throw, when nothing is known of them */
  areBehind(): Promise<boolean>;
  /** @throws DomainError TEMPORARILY_UNAVAILABLE while they are behind */
  require(): Promise<void>;
}

/**
 * Looks before the first work of a process, and then beside the work, once a minute: what is known is not asked for again. An old answer
 * (of a process that slept) is asked for anew first; a bad one soon.
 */
export function createTablesGate(deps: TablesGateDeps): TablesGate {
  let known: { readonly areBehind: boolean; readonly at: number } | undefined;
  let under: Promise<boolean> | undefined;
  const look = (): Promise<boolean> => {
    under ??= lookAt(deps)
      .then((areBehind) => {
        known = { areBehind, at: deps.now().getTime() };
        return areBehind;
      })
      .finally(() => {
        under = undefined;
      });
    return under;
  };
  const areBehind = async (): Promise<boolean> => {
    if (!known) return look();
    const age = (deps.now().getTime() - known.at) / 1000;
    if (known.areBehind) return age < limits.tablesAgainSeconds || look();
    if (age >= limits.tablesTrustSeconds) return look();
    // Beside the work: a fault of it is met by the next.
    if (age >= limits.tablesLookSeconds) look().catch(() => undefined);
    return false;
  };
  return {
    areBehind,
    async require() {
      if (await areBehind())
        throw new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: limits.tablesLookSeconds });
    },
  };
}

async function lookAt({ ledgerMarker, tableIds, log }: TablesGateDeps): Promise<boolean> {
  const [marker, tables] = await Promise.all([ledgerMarker.load(), tableIds()]);
  const areBehind = isBehind(marker, tables);
  if (areBehind) log.error(alarmingLogLines.tablesBehindLedger.event, {});
  return areBehind;
}
