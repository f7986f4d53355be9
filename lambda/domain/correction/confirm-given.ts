import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';

/**
 * The rows that take the marks off fields that the customer has just given oneself (P4.3): what was doubtful, out of date or missing is no
 * more. Of what nobody had marked, nothing is said.
 */
export async function confirmGiven(
  deps: Pick<Ports, 'now' | 'fieldQuality'>,
  customerId: string,
  fields: readonly string[],
): Promise<readonly Write[]> {
  const marked = await deps.fieldQuality.ofCustomer(customerId);
  const at = deps.now().toISOString();
  return marked
    .filter(({ field, state }) => state !== 'CONFIRMED' && fields.includes(field))
    .map((before) => {
      const facts = { state: 'CONFIRMED', cause: 'CUSTOMER_SAID', at, by: undefined } as const;
      return deps.fieldQuality.put(before, { ...before, ...facts, version: before.version + 1 });
    });
}
