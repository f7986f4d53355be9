import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putServiceTerm } from '../../../lambda/domain/service/put-service-term.ts';
import { MemoryTerms, Struck, service } from './memory-terms.ts';

let keys = 0;
const inDays = (made: MemoryTerms, days: number) => new Date(made.now.getTime() + days * 86_400_000);
const put = (made: MemoryTerms, changes: Record<string, unknown> = {}) =>
  putServiceTerm(made.ports, service, {
    idempotencyKey: `key-${++keys}-long`,
    customer: { system: 'crm', number: '1' },
    serviceRef: 'example.vn',
    product: 'hosting',
    expiresAt: inDays(made, 365),
    ...changes,
  });
const only = (made: MemoryTerms) => {
  const [term, ...more] = made.terms.values();
  if (!term || more.length > 0) throw new Error(`${made.terms.size} terms`);
  return term;
};

describe('putting a term', () => {
  it('keeps it with its next notice, its name sealed, and tells the gate of the product', async () => {
    const made = new MemoryTerms();
    const answer = await put(made);
    const end = inDays(made, 365).toISOString();
    const nextNoticeAt = inDays(made, 335).toISOString();
    expect(answer).toEqual({ product: 'hosting', expiresAt: end, nextNoticeAt });
    expect(only(made)).toMatchObject({ version: 1, nextNotice: { days: 30, dueAt: nextNoticeAt } });
    expect(made.contact).toMatchObject({ version: 2, products: { hosting: end } });
    expect(made.audit).toMatchObject([
      {
        action: 'PUT_SERVICE_TERM',
        actor: { id: 'service:billing' },
        customerId: 'CUSTOMER',
        outcome: 'ALLOWED',
      },
    ]);
    const kept = [made.audit, [...made.answers.values()].map(({ result }) => result)];
    expect(JSON.stringify(kept)).not.toContain('example.vn');
  });

  it('renews and ends it; the same again changes nothing', async () => {
    const made = new MemoryTerms();
    await put(made);
    await put(made, { expiresAt: inDays(made, 400) });
    expect(only(made)).toMatchObject({ version: 2, nextNotice: { days: 30 } });
    const { contact } = made;
    await put(made, { expiresAt: inDays(made, 400) });
    expect(only(made).version).toBe(2);
    expect(made.contact).toBe(contact);
    await put(made, { expiresAt: inDays(made, -1) });
    expect(only(made)).toMatchObject({ version: 3, nextNotice: undefined });
    expect(made.contact.products).toEqual({ hosting: inDays(made, -1).toISOString() });
  });

  it('finds a term that was made under an older index key', async () => {
    const made = new MemoryTerms();
    await put(made);
    const { id } = only(made);
    made.indexVersions = ['2', '1'];
    await put(made, { expiresAt: inDays(made, 500) });
    expect(only(made)).toMatchObject({ id, version: 2 });
    await put(made, { serviceRef: 'other.vn' });
    expect([...made.terms.values()].map((term) => term.id[0])).toEqual(['1', '2']);
  });

  it('takes names in NFC as one', async () => {
    const made = new MemoryTerms();
    await put(made, { serviceRef: 'tên miền'.normalize('NFD') });
    await put(made, { serviceRef: ' tên  miền ', expiresAt: inDays(made, 9) });
    expect(only(made).version).toBe(2);
  });

  it.each([
    [{ customer: { system: 'crm', number: '2' } }, 'NOT_FOUND', ['customer']],
    [{ customer: { system: 'CRM', number: '1' } }, 'INVALID_FORMAT', ['customer', 'system']],
    [{ serviceRef: ' ' }, 'REQUIRED', ['serviceRef']],
    [{ serviceRef: 'x'.repeat(254) }, 'TOO_LONG', ['serviceRef']],
    [{ serviceRef: '\u{1d400}'.repeat(200) }, 'TOO_LONG', ['serviceRef']],
    [{ serviceRef: 'a\u0000b' }, 'UNSUPPORTED_CHARACTER', ['serviceRef']],
    [{ serviceRef: '4111 1111 1111 1111' }, 'CARD_NUMBER_NOT_ACCEPTED', ['serviceRef']],
    [{ product: '__proto__' }, 'INVALID_FORMAT', ['product']],
    [{ product: 'x'.repeat(65) }, 'INVALID_FORMAT', ['product']],
    [{ product: 'a b' }, 'INVALID_FORMAT', ['product']],
    [{ expiresAt: new Date('2026-05-31T23:59:59.999Z') }, 'IN_THE_PAST', ['expiresAt']],
    [{ expiresAt: new Date('+010000-01-01T00:00:00Z') }, 'INVALID_FORMAT', ['expiresAt']],
    [{ expiresAt: new Date(Number.NaN) }, 'INVALID_FORMAT', ['expiresAt']],
  ])('refuses %o', async (changes, code, path) => {
    const made = new MemoryTerms();
    await expect(put(made, changes)).rejects.toMatchObject({ issues: [{ code, path }] });
    expect(made.terms.size).toBe(0);
    expect(made.contact.version).toBe(1);
  });

  it('leaves a row of a number that nobody has', async () => {
    const made = new MemoryTerms();
    await expect(put(made, { customer: { system: 'crm', number: '2' } })).rejects.toThrow('NOT_FOUND');
    expect(made.audit).toMatchObject([{ action: 'PUT_SERVICE_TERM', outcome: 'REFUSED', code: 'NOT_FOUND' }]);
  });

  it('is done whole or not at all, wherever it is struck, and once however often it is asked', async () => {
    const clean = new MemoryTerms();
    await put(clean, { idempotencyKey: 'once-and-whole' });
    for (let call = 1; call <= clean.calls; call++)
      for (const when of ['before', 'after'] as const) {
        const made = new MemoryTerms();
        made.crash = { call, when };
        await expect(put(made, { idempotencyKey: 'once-and-whole' })).rejects.toBeInstanceOf(Struck);
        expect(made.contact.version).toBe(1 + made.terms.size);
        made.revive();
        await put(made, { idempotencyKey: 'once-and-whole' });
        expect(only(made).version).toBe(1);
        expect(made.contact.version).toBe(2);
        expect(made.audit).toHaveLength(1);
      }
  });

  it('keeps the latest end of each product, whatever is put in whatever order, at once or not', async () => {
    const change = fc.record({
      ref: fc.constantFrom('a', 'b', 'c'),
      product: fc.constantFrom('x', 'constructor', 'toString'),
      days: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { maxLength: 6 }),
        async (rounds) => {
          const made = new MemoryTerms();
          for (const round of rounds)
            await Promise.all(
              round.map(({ ref, product, days }) =>
                put(made, { serviceRef: ref, product, expiresAt: inDays(made, days) }),
              ),
            );
          const expected = new Map<string, string>();
          for (const { product, expiresAt } of made.terms.values())
            if (expiresAt > (expected.get(product) ?? '')) expected.set(product, expiresAt);
          expect(made.contact.products).toEqual(Object.fromEntries(expected));
        },
      ),
      { numRuns: 60 },
    );
  });
});
