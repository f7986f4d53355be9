import { createSecretKey, randomBytes } from 'node:crypto';
import { S3ServiceException } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isProven, ledgerProof } from '../../lambda/domain/erasure/ledger-proof.ts';
import type { LedgerEntry } from '../../lambda/domain/ports/erasures.ts';
import { createLedgerStore } from '../../lambda/store/ledger.ts';

const macKey = randomBytes(32);
const key = createSecretKey(macKey);
const entry: LedgerEntry = {
  id: 'one',
  at: '2026-11-20T00:00:00.000Z',
  kind: 'ERASURE',
  customerId: 'somebody',
  facts: { classes: ['contact', 'identity'], left: [], cause: 'RETENTION' },
};
const placeOf = ({ at, id }: LedgerEntry) => `${at}-${id}.json`;

/** A bucket as the ledger sees it. `faults`: keys that S3 refuses to give, by status. */
function ledgerIn(given: { readonly faults?: Readonly<Record<string, number>> } = {}) {
  const objects = new Map<string, string>();
  const bucket = {
    async putOnce(name: string, text: string) {
      if (objects.has(name)) return false;
      objects.set(name, text);
      return true;
    },
    async *keys(prefix: string, after = '') {
      for (const name of [...objects.keys()].sort()) if (name.startsWith(prefix) && name > after) yield name;
    },
    async load(name: string) {
      const status = given.faults?.[name];
      const metadata = {
        $metadata: { httpStatusCode: status ?? 200 },
        $fault: 'client',
        name: 'Fault',
      } as const;
      if (status !== undefined) throw new S3ServiceException(metadata);
      return objects.get(name);
    },
  };
  const ledger = createLedgerStore(bucket, async () => macKey);
  const found = async (from = '0') => {
    const all = [];
    for await (const one of ledger.since(from)) all.push(one);
    return all;
  };
  return { objects, ledger, found };
}

test('an entry is found again as it was appended, behind what is before it; appended again it is the same', async () => {
  const { objects, ledger, found } = ledgerIn();
  await ledger.append(entry);
  const written = [...objects];
  await ledger.append({ ...entry, facts: { ...entry.facts, held: [] } });
  expect([...objects]).toEqual(written);
  expect(await found()).toEqual([{ place: placeOf(entry), entry }]);
  expect(await found(entry.at)).toHaveLength(1);
  expect(await found(placeOf(entry))).toEqual([]);
});

test('a proof holds for what it was made of, whatever the order of its facts, and for nothing else', () => {
  const facts = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string())));
  const text = fc.string();
  const entries = fc.record({
    id: text,
    at: text,
    kind: fc.constant('ERASURE' as const),
    customerId: text,
    facts,
  });
  fc.assert(
    fc.property(entries, entries, (one, other) => {
      const proof = ledgerProof(one, key);
      const turned = { ...one, facts: Object.fromEntries(Object.entries(one.facts).reverse()) };
      expect(isProven(turned, proof, key)).toBe(true);
      expect(isProven(one, ledgerProof(one, createSecretKey(randomBytes(32))), key)).toBe(false);
      for (const name of ['id', 'at', 'customerId', 'facts'] as const) {
        const changed = { ...one, [name]: other[name] };
        const isSame = JSON.stringify(sorted(changed[name])) === JSON.stringify(sorted(one[name]));
        expect(isProven(changed, proof, key)).toBe(isSame);
      }
    }),
  );
});
const sorted = (value: unknown) =>
  typeof value === 'string' ? value : Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));

test('what was changed, moved, is of no kind or no text at all is told apart, and the others are found', async () => {
  const { objects, ledger, found } = ledgerIn();
  await ledger.append(entry);
  const [[name = '', body = ''] = []] = [...objects];
  const put = (n: number, text: string) => objects.set(`ledger/2026-11-20T00:00:0${n}.000Z-x.json`, text);
  put(1, body);
  put(2, '');
  put(3, 'no json');
  put(4, body.replace('ERASURE', 'HOLD'));
  objects.set(name, body.replace('somebody', 'somebodyElse'));
  const last = { ...entry, at: '2026-11-21T00:00:00.000Z' };
  await ledger.append(last);
  const all = await found();
  expect(all.map((one) => ('fault' in one ? one.fault : one.entry))).toEqual([
    ...Array(5).fill('FORGED'),
    last,
  ]);
});

test('one that S3 refuses to give is told apart; when S3 is out of order nothing is', async () => {
  const name = `ledger/${placeOf(entry)}`;
  const refused = ledgerIn({ faults: { [name]: 403 } });
  await refused.ledger.append(entry);
  expect(await refused.found()).toEqual([{ place: placeOf(entry), fault: 'UNREAD' }]);
  const out = ledgerIn({ faults: { [name]: 503 } });
  await out.ledger.append(entry);
  await expect(out.found()).rejects.toBeInstanceOf(S3ServiceException);
});

test('an erasure whose place somebody else took does not go on as if it were entered', async () => {
  const { objects, ledger } = ledgerIn();
  objects.set(`ledger/${placeOf(entry)}`, '{}');
  await expect(ledger.append(entry)).rejects.toThrow('INTEGRITY_VIOLATION');
});
