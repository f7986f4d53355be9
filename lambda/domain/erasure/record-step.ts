import { limits } from '../../declared/limits.ts';
import { tables } from '../../declared/tables.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { MailWriteDeps } from '../mail/mail-writes.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { dateAfter } from '../span.ts';
import type { Erasure, IdentityOutcome } from './erasure.ts';
import { lookAt } from './erasure-job.ts';
import type { ErasurePorts } from './erasure-ports.ts';

export type ErasureDeps = MailWriteDeps &
  Pick<
    Ports,
    | 'random'
    | 'commit'
    | 'erasures'
    | 'ledger'
    | 'inboundBucket'
    | 'signer'
    | 'settings'
    | 'log'
    | 'now'
    | 'disclosures'
    | 'jobs'
    | 'customers'
  > &
  Pick<ErasurePorts, 'customerRows' | 'keyShredding' | 'identityProvider' | 'pause'>;

/** Name of the deployed function that does this. */
export const by = 'keeping';

/** What an erasure becomes next, without its place in the sequence of its versions. */
export type Next = Partial<Omit<Erasure, 'id' | 'customerId' | 'version'>> & Pick<Erasure, 'step'>;

/** Rows that one transaction takes beside its own: DynamoDB's hundred, less the erasure, its audit row and those that open a lane. */
export const rowsWithStep = 96;
const rowsAlone = 100;

/**
 * Writes what a step does, and with the last of it that it is done. What was written before a kill is written again and changes nothing.
 * @throws DomainError STALE_REVISION when somebody else goes on with it
 */
export async function recordStep(
  deps: Pick<ErasureDeps, 'now' | 'random' | 'commit' | 'erasures'>,
  before: Erasure,
  next: Next,
  writes: readonly Write[],
): Promise<Erasure> {
  let rest = writes;
  while (rest.length > rowsWithStep) {
    await deps.commit(rest.slice(0, rowsAlone), []);
    rest = rest.slice(rowsAlone);
  }
  const after: Erasure = { ...before, dueAt: lookAt(deps.now()), ...next, version: before.version + 1 };
  const { customerId, id: reference } = before;
  const action = actionOf(after);
  const fields = action === 'ERASURE_STEP' ? [next.step] : after.classes;
  const entry = systemEntryOf(by, deps.random.id(), { action, customerId, reference, fields });
  await deps.commit([...rest, ...deps.erasures.put(before, after)], [entry]);
  return after;
}

function actionOf({ step, certificate }: Erasure) {
  if (certificate !== undefined) return 'CERTIFY_ERASURE';
  return step === 'DONE' ? 'ERASED' : 'ERASURE_STEP';
}

/** What follows when the rows are gone: only an issuer that takes erasures is another step. */
export const afterRows = (
  deps: Pick<ErasureDeps, 'identityProvider' | 'now'>,
  erasure: Pick<Erasure, 'left' | 'held'>,
): Next =>
  deps.identityProvider && erasure.left.length === 0
    ? { step: 'IDENTITY_PROVIDER' }
    : finished(deps, erasure, erasure.left.length === 0 ? 'NOT_OFFERED' : undefined);

/** Everything is destroyed; it can be certified once no backup of the keys reaches back before it, and no process has one in memory. */
export function finished(
  deps: Pick<ErasureDeps, 'now'>,
  { held }: Pick<Erasure, 'held'>,
  identityProvider: IdentityOutcome | undefined,
): Next {
  const now = deps.now();
  const cached = { minutes: Math.max(limits.dekCacheMinutes, limits.kekCacheMinutes) };
  const certifiable = dateAfter(dateAfter(now, { days: tables.keys.restoreDays }), cached);
  return {
    step: 'DONE',
    doneAt: now.toISOString(),
    certifiableAt: certifiable.toISOString(),
    dueAt: lookAt(held.length > 0 ? now : certifiable),
    identityProvider,
  };
}
