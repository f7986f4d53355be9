import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, codesOf } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { clearValues, readCustomer, reasons, selection } from '../harness/reading.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { type Item, overwrite, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let customer: Registered;
let other: Registered;
let values: readonly string[];
beforeAll(async () => {
  cloud = await startTestCloud();
  [customer, other] = [await registerCustomer(cloud), await registerCustomer(cloud)];
  const payments = [await givePayment(cloud, customer), await givePayment(cloud, other)] as const;
  values = [
    ...Object.values(clearValues(customer, payments[0])),
    ...Object.values(clearValues(other, payments[1])),
  ];
});
afterAll(() => cloud.stop());

const classes = ['contact', 'identity', 'payment'] as const;
type Class = (typeof classes)[number];
const read = {
  contact: { role: 'support', staff: 'email', own: 'phone' },
  identity: { role: 'privacy_officer', staff: 'identityNumber', own: 'dateOfBirth' },
  payment: { role: 'billing', staff: 'taxCode', own: 'payment { taxCode bankAccount { number } }' },
} as const;

async function rowsOf({ id }: Registered): Promise<{ profile: Item; keys: Item }> {
  const { records, keys } = await scanTables(cloud);
  const pk = `CUS#${localIdOf(id)}`;
  const profile = records.find((item) => textOf(item, 'pk') === pk && textOf(item, 'sk') === 'PROFILE');
  const item = keys.find((one) => textOf(one, 'pk') === localIdOf(id));
  if (!profile || !item) throw new Error('the customer is not there');
  return { profile, keys: item };
}

/** Every way to read a class: in clear and masked, by staff, in a list, by the customer. */
async function ways(dataClass: Class, { id, token: own }: Registered): Promise<readonly Answer[]> {
  const { role, staff, own: field } = read[dataClass];
  const token = await cloud.staff(role);
  return [
    await readCustomer(cloud, token, id, selection(staff, 'value'), reasons(role)),
    await readCustomer(cloud, token, id, selection(staff, 'masked')),
    await cloud.ask(`{ customers { nodes { ${selection(staff, 'masked')} } } }`, { token }),
    await cloud.ask(`{ me { ${field} } }`, { token: own }),
  ];
}

async function expectDetected(dataClass: Class, victim: Registered = customer): Promise<void> {
  const noted = cloud.logs.length;
  const answers = await ways(dataClass, victim);
  for (const answer of answers) {
    expect(new Set(codesOf(answer))).toEqual(new Set(['INTERNAL_SERVER_ERROR']));
    expect(values.filter((value) => answer.text.includes(value))).toEqual([]);
    expect(answer.text).not.toContain('INTEGRITY');
  }
  const alarms = cloud.logs.slice(noted).filter((line) => line.includes('"event":"integrity_violation"'));
  expect(alarms.length).toBeGreaterThanOrEqual(answers.length);
}

async function expectWhole(dataClass: Class, victim: Registered = customer): Promise<void> {
  for (const answer of await ways(dataClass, victim)) expect(codesOf(answer)).toEqual([]);
}

const blobOf = (row: Item, dataClass: Class): Buffer => Buffer.from(row[`blob_${dataClass}`]?.B ?? []);
const withBlob = (row: Item, dataClass: Class, blob: Uint8Array): Item => ({
  ...row,
  [`blob_${dataClass}`]: { B: blob },
});

describe.each(classes)('%s', (dataClass) => {
  test('P6.2: a changed, shortened or lengthened record is refused everywhere, and noticed', async () => {
    await expectWhole(dataClass);
    const { profile } = await rowsOf(customer);
    const blob = blobOf(profile, dataClass);
    const flipped = (at: number) => Buffer.from(blob.map((byte, n) => (n === at ? byte ^ 1 : byte)));
    // Version, algorithm, key version, nonce, first and last byte of what is sealed, tag.
    const positions = [
      0,
      1,
      3,
      4,
      15,
      16,
      Math.floor(blob.length / 2),
      blob.length - 17,
      blob.length - 16,
      blob.length - 1,
    ];
    const forged = [
      ...positions.map(flipped),
      blob.subarray(0, -1),
      blob.subarray(0, -12),
      Buffer.concat([blob, Buffer.of(0)]),
      Buffer.alloc(blob.length),
      Buffer.of(1),
    ];
    const token = await cloud.staff(read[dataClass].role);
    const { role, staff } = read[dataClass];
    for (const bytes of forged) {
      await overwrite(cloud, 'records', withBlob(profile, dataClass, bytes));
      const answer = await readCustomer(cloud, token, customer.id, selection(staff, 'value'), reasons(role));
      expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
    }
    await expectDetected(dataClass);
    await overwrite(cloud, 'records', profile);
    await expectWhole(dataClass);
  });

  test('P6.2: a record of somebody else, or of another class, is refused', async () => {
    const [mine, theirs] = [await rowsOf(customer), await rowsOf(other)];
    const [next] = classes.filter((one) => one !== dataClass) as [Class];
    for (const bytes of [blobOf(theirs.profile, dataClass), blobOf(mine.profile, next)]) {
      await overwrite(cloud, 'records', withBlob(mine.profile, dataClass, bytes));
      await expectDetected(dataClass);
    }
    // With their keys beside it, under this customer's name.
    await overwrite(cloud, 'records', withBlob(mine.profile, dataClass, blobOf(theirs.profile, dataClass)));
    await overwrite(cloud, 'keys', { ...theirs.keys, pk: mine.keys.pk as never });
    await expectDetected(dataClass);
    await overwrite(cloud, 'keys', mine.keys);
    await overwrite(cloud, 'records', mine.profile);
    await expectWhole(dataClass);
  });

  test('P6.2: a record that was taken away is missed', async () => {
    const { profile } = await rowsOf(customer);
    const { [`blob_${dataClass}`]: _, ...rest } = profile;
    await overwrite(cloud, 'records', rest);
    await expectDetected(dataClass);
    await overwrite(cloud, 'records', profile);
  });
});

test('P6.2: an older record, or older keys, are refused', async () => {
  const changing = await registerCustomer(cloud);
  const old = await rowsOf(changing);
  const { data } = await cloud.ask(
    `mutation { updateContactDetails(input: { idempotencyKey: "a-new-name", expectedRevision: 1, name: "Trần Thị Mới" }) { me { name } errors { code } } }`,
    { token: changing.token },
  );
  expect(data.updateContactDetails).toEqual({ me: { name: 'Trần Thị Mới' }, errors: [] });
  const young = await rowsOf(changing);

  await overwrite(cloud, 'records', old.profile);
  await expectDetected('contact', changing);
  await overwrite(cloud, 'records', young.profile);
  await overwrite(cloud, 'keys', old.keys);
  await expectDetected('contact', changing);
  // The older record, and the revision in the keys written back to fit it, without the key that vouches for it.
  const forged = Buffer.from(young.keys.rev_contact?.B ?? []);
  forged.writeUInt32BE(1, 0);
  await overwrite(cloud, 'records', old.profile);
  await overwrite(cloud, 'keys', { ...young.keys, rev_contact: { B: forged } });
  await expectDetected('contact', changing);
  await overwrite(cloud, 'records', young.profile);
  await overwrite(cloud, 'keys', young.keys);
  await expectWhole('contact', changing);
});

test('P6.2: a whole customer under the key of another is refused', async () => {
  const [mine, theirs] = [await rowsOf(customer), await rowsOf(other)];
  await overwrite(cloud, 'records', { ...theirs.profile, pk: mine.profile.pk as never });
  const { role, staff } = read.contact;
  const answer = await readCustomer(
    cloud,
    await cloud.staff(role),
    customer.id,
    selection(staff, 'value'),
    reasons(role),
  );
  expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(codesOf(await cloud.ask('{ me { name } }', { token: customer.token }))).toEqual([
    'INTERNAL_SERVER_ERROR',
  ]);
  await overwrite(cloud, 'records', mine.profile);
  await expectWhole('contact');
});

test('P6.2: nothing is written over what was tampered with', async () => {
  const { profile } = await rowsOf(customer);
  const blob = blobOf(profile, 'contact');
  blob[20] = (blob[20] ?? 0) ^ 0x80;
  await overwrite(cloud, 'records', withBlob(profile, 'contact', blob));
  const answer = await cloud.ask(
    `mutation { updateContactDetails(input: { idempotencyKey: "over-the-damage", expectedRevision: 1, name: "Lê Văn Mới" }) { errors { code } } }`,
    { token: customer.token },
  );
  expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(blobOf((await rowsOf(customer)).profile, 'contact').equals(blob)).toBe(true);
  await overwrite(cloud, 'records', profile);
});
