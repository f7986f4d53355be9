import { expect, it } from 'vitest';
import { applyCorrection } from '../../../lambda/domain/correction/apply-correction.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import { MemoryWorld } from '../mail/memory-world.ts';

const customerId = 'CUSTOMER';

/** Payment details are corrected, and something is done to the customer between reading and committing. */
async function correctWhile(meanwhile: (made: MemoryWorld) => void): Promise<boolean> {
  const made = new MemoryWorld();
  made.add(customerId, 'someone@mail.example', ['index'], 'VERIFIED');
  const deps = made.ports as typeof made.ports & Pick<Ports, 'blindIndex' | 'phones'>;
  const sealing = { ...(await deps.sealing.ready(['payment'])), revisionOf: () => 0 };
  const [loaded] = await deps.customers.load([customerId]);
  const contact = await deps.contactStates.load(customerId);
  if (!loaded || !contact) throw new Error('there is a customer');
  const given = { fields: ['TAX_CODE'], payment: { taxCode: '0101243150' } } as never;
  const { writes } = await applyCorrection(deps, sealing, loaded, 'payment', given, contact);
  meanwhile(made);
  await deps.commit(writes, []).catch(() => {});
  return made.customers.get(customerId)?.blobs.payment !== undefined;
}

it('takes effect only while the contact state is the one that the decision was made on', async () => {
  expect(await correctWhile(() => {})).toBe(true);
  const hold = (made: MemoryWorld) => {
    const contact = made.contactStates.get(customerId);
    if (contact)
      made.contactStates.set(customerId, { ...contact, isHeld: true, version: contact.version + 1 });
  };
  expect(await correctWhile(hold)).toBe(false);
});
