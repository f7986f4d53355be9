import { expect, it } from 'vitest';
import type { PersonalField } from '../../../lambda/domain/access.ts';
import { classesOf, gatherValues } from '../../../lambda/domain/package/gather-values.ts';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { LoadedCustomer } from '../../../lambda/domain/ports/customers.ts';

const details: Readonly<Record<string, object>> = {
  contact: { name: 'Lan', email: 'lan@example.test' },
  identity: { dateOfBirth: '1990-01-01' },
};
const loaded = {
  customer: { id: 'C1', blobs: { contact: new Uint8Array(), identity: new Uint8Array() } },
  keyring: { subjectId: 'C1' },
} as unknown as LoadedCustomer;

/** A customer with so many numbers; which classes were made ready, of whose keys. */
function world(numbers: number) {
  const asked: unknown[] = [];
  const rows = Array.from({ length: numbers }, (_, n) => ({ id: `N${n}`, sealed: new Uint8Array() }));
  const deps = {
    sealing: {
      ready: async (classes: readonly string[], keyrings: unknown) => {
        asked.push([classes, keyrings]);
        return {
          openClassBlob: (_: unknown, dataClass: string) => new Personal(details[dataClass]),
          open: (_: unknown, { recordId }: { readonly recordId: string }) =>
            new Personal({ system: 'crm', number: recordId }),
        };
      },
    },
    references: { ofCustomer: async (id: string) => (id === 'C1' ? rows : []) },
  } as unknown as Parameters<typeof gatherValues>[0];
  return { asked, gather: (...fields: PersonalField[]) => gatherValues(deps, loaded, fields) };
}

it('opens the fields that are asked for and no other, and leaves out what was never given', async () => {
  const { asked, gather } = world(0);
  expect(await gather('email', 'phone', 'dateOfBirth', 'customerNumbers')).toStrictEqual({
    email: 'lan@example.test',
    dateOfBirth: '1990-01-01',
  });
  expect(asked).toEqual([[classesOf(['email', 'dateOfBirth']), [loaded.keyring]]]);
});

it('gives the numbers by which CloudFly knows the customer, where they are asked for', async () => {
  const { gather } = world(2);
  const customerNumbers = ['N0', 'N1'].map((number) => ({ system: 'crm', number }));
  expect(await gather('customerNumbers', 'name')).toStrictEqual({ customerNumbers, name: 'Lan' });
  expect(await gather('name')).toStrictEqual({ name: 'Lan' });
});
