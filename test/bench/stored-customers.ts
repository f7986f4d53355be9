import { randomInt } from 'node:crypto';
import type { DetailsOf } from '../../lambda/domain/customer/details.ts';
import type { Write } from '../../lambda/domain/ports/commit.ts';
import type { ContactState } from '../../lambda/domain/ports/contact.ts';
import type { Ports } from '../../lambda/domain/ports.ts';
import { listShards, shardOf } from '../../lambda/store/customer-item.ts';

type FillPorts = Pick<Ports, 'random' | 'sealing' | 'customers' | 'contactStates' | 'commit' | 'now'>;

/** A transaction holds 100 items: a record, a contact state and a keyring for each of 33 customers. */
const perTransaction = 33;

/**
 * Writes new customers, as many in each of the first shards of the list.
 * @returns their ids, in the order of the list
 */
export async function storeCustomers(
  ports: FillPorts,
  { perShard, shards }: { perShard: number; shards: number },
): Promise<readonly string[]> {
  const ids = listShards.slice(0, shards).flatMap((shard) => idsOf(ports, shard, perShard));
  await storeThese(ports, ids);
  return ids;
}

/**
 * Writes customers past the API, by the product's own sealing and stores. What registering leaves beside the record, the contact state and
 * the keys (lookups, consents, a mail) is not there.
 */
export async function storeThese(ports: FillPorts, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += perTransaction) {
    const sealing = await ports.sealing.ready(['contact', 'identity', 'payment']);
    const writes = ids.slice(from, from + perTransaction).flatMap((id): Write[] => {
      const keyring = ports.sealing.newKeyring(id);
      const { contact, identity, payment } = fictionalDetails();
      const blobs = {
        contact: sealing.sealClassBlob(keyring, 'contact', contact).sealed,
        identity: sealing.sealClassBlob(keyring, 'identity', identity).sealed,
        payment: sealing.sealClassBlob(keyring, 'payment', payment).sealed,
      };
      const keys = ports.sealing.saveKeyring(keyring);
      if (!keys) throw new TypeError('a new customer has new keys');
      const customer = {
        id,
        kind: 'INDIVIDUAL',
        state: 'ACTIVE',
        addressState: 'VERIFIED',
        language: 'vi',
        registeredAt: ports.now().toISOString(),
        version: 1,
        blobs,
      } as const;
      const contactState: ContactState = {
        customerId: id,
        version: 1,
        addressState: 'VERIFIED',
        emailIndexes: [id],
        verifiedAt: customer.registeredAt,
        isHeld: false,
        isRestricted: false,
        advertisedAt: [],
        products: {},
      };
      return [ports.customers.insert(customer), ports.contactStates.insert(contactState), keys];
    });
    await ports.commit(writes, []);
  }
}

/** Ids of one shard: which shard an id belongs to follows from it, so ids are drawn until enough of them fit. */
function idsOf({ random }: Pick<Ports, 'random'>, shard: string, count: number): readonly string[] {
  const ids: string[] = [];
  while (ids.length < count) {
    const id = random.id();
    if (shardOf(id) === shard) ids.push(id);
  }
  return ids.toSorted((one, other) => (one < other ? -1 : 1));
}

const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');

/** All details of a customer who lives nowhere, as long as people's details are. */
export function fictionalDetails(): DetailsOf {
  const name = `Nguyễn Thị Kim ${['Ánh', 'Duyên', 'Hằng', 'Phượng'][randomInt(4)]}`;
  const address = {
    line: `${digits(3)} Đường Trần Hưng Đạo`,
    ward: 'Phường Hải Châu',
    province: 'Đà Nẵng',
    country: 'VN',
  };
  return {
    contact: { name, email: `khach.hang.${digits(8)}@mail.example`, phone: `+8490${digits(7)}` },
    identity: { address, dateOfBirth: '1987-04-12', identityNumber: `0${digits(11)}` },
    payment: {
      billingName: name,
      billingAddress: address,
      taxCode: digits(10),
      bankAccount: { bank: 'Ngân hàng Ví Dụ', number: digits(13), holder: 'NGUYEN THI KIM' },
    },
  };
}
