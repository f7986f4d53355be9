import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ContactState } from '../../../lambda/domain/ports/contact.ts';
import { productEnds } from '../../../lambda/domain/service/product-ends.ts';
import type { ServiceTerm } from '../../../lambda/domain/service/service-term.ts';

const instant = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
type Term = Pick<ServiceTerm, 'customerId' | 'id' | 'product' | 'expiresAt'>;
const termOf = (id: number, product: string, day: number): Term => ({
  customerId: 'C1',
  id: `T${id}`,
  product,
  expiresAt: instant(day),
});

/** The end of each product by all terms there are. */
function endsOf(terms: Iterable<Term>): Record<string, string> {
  const ends: Record<string, string> = {};
  for (const { product, expiresAt } of terms)
    Object.defineProperty(ends, product, {
      value: [expiresAt, Object.hasOwn(ends, product) ? String(ends[product]) : ''].sort().at(-1),
      enumerable: true,
      configurable: true,
    });
  return ends;
}

it('after any terms put, changed and moved to another product, tells when the last of each product ends', async () => {
  const put = fc.record({
    id: fc.nat({ max: 4 }),
    product: fc.constantFrom('hosting', 'domain', 'constructor', 'toString'),
    day: fc.nat({ max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(put, { maxLength: 12 }), async (puts) => {
      const terms = new Map<string, Term>();
      let products: ContactState['products'] = {};
      for (const { id, product, day } of puts) {
        const term = termOf(id, product, day);
        const serviceTerms = { ofCustomer: async () => [...terms.values()] };
        const contact = { products } as ContactState;
        products = await productEnds(
          { serviceTerms } as never,
          contact,
          terms.get(term.id) as ServiceTerm,
          term,
        );
        terms.set(term.id, term);
        expect(Object.entries(products).sort()).toEqual(Object.entries(endsOf(terms.values())).sort());
      }
    }),
    { numRuns: 300 },
  );
});

it('reads the other terms only where one of them may now be the last', async () => {
  const contact = { products: { hosting: instant(5) } as Record<string, string> } as ContactState;
  let reads = 0;
  const serviceTerms = {
    ofCustomer: async () => {
      reads += 1;
      return [];
    },
  };
  const ends = (before: Term | undefined, term: Term) =>
    productEnds({ serviceTerms } as never, contact, before as ServiceTerm | undefined, term);
  const before = termOf(1, 'hosting', 5);
  await ends(undefined, termOf(2, 'hosting', 5));
  await ends(before, termOf(1, 'hosting', 6));
  await ends(undefined, termOf(3, 'domain', 1));
  expect(reads).toBe(0);
  await ends(before, termOf(1, 'hosting', 4));
  await ends(before, termOf(1, 'domain', 9));
  expect(reads).toBe(2);
});

it('keeps at most 500 products of a customer', async () => {
  const of = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, instant(1)]));
  const serviceTerms = { ofCustomer: async () => [] };
  const ends = (count: number) =>
    productEnds(
      { serviceTerms } as never,
      { products: of(count) } as ContactState,
      undefined,
      termOf(1, 'more', 1),
    );
  expect(Object.keys(await ends(499))).toHaveLength(500);
  await expect(ends(500)).rejects.toMatchObject({ issues: [{ code: 'TOO_LONG', path: ['product'] }] });
});
