import DataLoader from 'dataloader';
import type { BlobField, RevealRequest } from '../lambda/domain/customer/reveal-request.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';

/** The value gate, batched: every personal value that an operation reads together is judged and audited together. */
export interface Reveals {
  /** One value, when its audit row is written. */
  load(request: RevealRequest): Promise<unknown>;
  /**
   * Reveals the masks of a whole list before the engine comes to them: a page is one promise instead of one for each of its values. What is
   * refused is remembered and thrown where the mask is asked for; nothing is thrown here.
   */
  masksAhead(customers: readonly LoadedCustomer[], fields: readonly BlobField[]): Promise<void>;
  /** A mask: at once when it was revealed ahead, so that its audit row is written. @throws what refused it */
  mask(loaded: LoadedCustomer, field: BlobField): unknown;
}

type Ahead = ReadonlyMap<BlobField, unknown> | { readonly refusal: unknown };

/** @param reveal values of requests, in their order, once they are recorded; never for one operation after another */
export function createReveals(
  reveal: (requests: readonly RevealRequest[]) => Promise<readonly unknown[]>,
): Reveals {
  // A key is all that is asked for at one place: one value, or the masks of a list.
  const places = new DataLoader<readonly RevealRequest[], readonly unknown[]>(
    async (asked) => {
      const values = await reveal(asked.flat());
      let end = 0;
      return asked.map(({ length }) => {
        end += length;
        return values.slice(end - length, end);
      });
    },
    { cache: false },
  );
  const ahead = new Map<LoadedCustomer, Ahead>();
  const load = async (request: RevealRequest) => (await places.load([request]))[0];
  return {
    load,
    async masksAhead(customers, fields) {
      if (customers.length * fields.length === 0) return;
      const asked = customers.flatMap((loaded) =>
        fields.map((field) => ({ loaded, field, view: 'masked' }) as const),
      );
      try {
        const masks = await places.load(asked);
        for (const [n, loaded] of customers.entries())
          ahead.set(loaded, new Map(fields.map((field, i) => [field, masks[n * fields.length + i]])));
      } catch (refusal) {
        for (const loaded of customers) ahead.set(loaded, { refusal });
      }
    },
    mask(loaded, field) {
      const known = ahead.get(loaded);
      if (known && 'refusal' in known) throw known.refusal;
      return known?.has(field) ? known.get(field) : load({ loaded, field, view: 'masked' });
    },
  };
}
