import {
  type Reconciliation,
  reconcile,
  reconciliationShape,
} from '../../../lambda/domain/audit/reconcile.ts';

/** Compares a day from its beginning, and says what was known in the end. */
export async function reconcileWhole(
  deps: Parameters<typeof reconcile>[0],
  day: string,
): Promise<Reconciliation> {
  let known: Reconciliation = reconciliationShape.parse({ day });
  for await (const next of reconcile(deps, known)) known = next;
  return known;
}
