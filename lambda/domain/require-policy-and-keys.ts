import type { Ports } from './ports.ts';

/**
 * Reads what every customer's mails stand on: the versions of the policy and the keys. Before a row is put aside as altered, this shows that
 * nothing shared is: a fault of that is no row's own, and passes once it is mended.
 * @throws what the stores throw, INTEGRITY_VIOLATION included
 */
export async function requirePolicyAndKeys(
  deps: Pick<Ports, 'policies' | 'sealing'> & Partial<Pick<Ports, 'refusalTokens'>>,
): Promise<void> {
  await deps.policies.versionsNow();
  await deps.sealing.ready(['contact']);
  await deps.refusalTokens?.ready();
}
