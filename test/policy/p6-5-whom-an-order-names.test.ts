import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  collect,
  disclosureInput,
  linkTo,
  nameCustomers,
  openDisclosure,
  rejectDisclosure,
  resultsOf,
  type Shown,
  saidBy,
  sealedDisclosure,
} from '../harness/disclosures.ts';
import { trailOf } from '../harness/employees.ts';
import { erasedTo, grantedErasure } from '../harness/erasures.ts';
import { mailsSettled } from '../harness/mails.ts';
import { servedCustomer } from '../harness/notices.ts';
import { openJwe } from '../harness/open-jwe.ts';
import { readCustomer } from '../harness/reading.ts';
import {
  done,
  type KnownRecipient,
  type Legal,
  legalTeam,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let legal: Legal;
let officer: string;
let authority: KnownRecipient;
let customer: Registered;
let neighbour: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  officer = await cloud.employee('privacy_officer');
  authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  customer = await registerCustomer(cloud);
  neighbour = await registerCustomer(cloud);
});
afterAll(() => cloud.stop());

const asked = (customerIds: readonly string[], changes: Readonly<Record<string, unknown>> = {}) =>
  disclosureInput(authority.id, customerIds, changes);

describe('finding whom an order names', () => {
  const find = (token: string, args: string, variables: Readonly<Record<string, unknown>> = {}) =>
    cloud.ask(
      `query F${'number' in variables ? '($number: CustomerNumberInput)' : ''} { findCustomer(${args}) { id name { masked } identityNumber { masked } } }`,
      { token, variables },
    );

  test('P6.5: legal finds by address, phone and customer number, sees masked values alone, and is in the audit trail', async () => {
    const own = await servedCustomer(cloud);
    const token = await cloud.employee('legal');
    const answers = [
      await find(token, `email: "${own.email}"`),
      await find(token, `phone: "${own.phone}"`),
      await find(token, 'number: $number', { number: own.customer }),
    ];
    for (const { data, text } of answers) {
      expect(data.findCustomer.map(({ id }: { id: string }) => id)).toContain(own.id);
      expect(text).not.toContain(own.name);
    }
    const none = { system: own.customer.system, number: `${own.customer.number}x` };
    expect((await find(token, 'number: $number', { number: none })).data.findCustomer).toEqual([]);
    const looked = (await trailOf(cloud, token)).filter((row) => textOf(row, 'action') === 'LOOKUP');
    expect(looked.map((row) => [row.fields?.L?.[0]?.S, textOf(row, 'customerId')])).toEqual([
      ['email', localIdOf(own.id)],
      ['phone', localIdOf(own.id)],
      ['customerNumbers', localIdOf(own.id)],
      ['customerNumbers', ''],
    ]);
    expect(codesOf(await find(token, `email: "${own.email}", phone: "${own.phone}"`))).toEqual(['REQUIRED']);
    expect(codesOf(await find(token, 'number: null'))).toEqual(['REQUIRED']);
    const clear = await cloud.ask(`{ findCustomer(email: "${own.email}") { name { value } } }`, { token });
    expect(codesOf(clear)).toEqual(['FORBIDDEN']);
  }, 60_000);

  test('P6.5, P1.1: an open order is a reason to read whom it names, for the duty of law, and not by whoever opened it', async () => {
    const { id } = done<Shown>(await openDisclosure(cloud, legal.one, asked([customer.id])));
    const headers = (reference: string, purpose = 'LEGAL_DUTY') => ({
      'x-processing-purpose': purpose,
      'x-reference': reference,
    });
    const read = (who: Registered, given = headers(id), token = officer) =>
      readCustomer(cloud, token, who.id, 'name { value }', given);
    expect((await read(customer)).data.customer.name.value).toBe(customer.name);
    const row = (await trailOf(cloud, officer)).find((one) => textOf(one, 'reference') === id);
    expect([textOf(row, 'purpose'), textOf(row, 'outcome')]).toEqual(['LEGAL_DUTY', 'ALLOWED']);

    const refused = ['REFERENCE_UNKNOWN'];
    expect(codesOf(await read(neighbour))).toEqual(refused);
    expect(codesOf(await read(customer, headers(id, 'RIGHTS_REQUEST')))).toEqual(refused);
    expect(codesOf(await read(customer, headers(`dis-${'0'.repeat(26)}`)))).toEqual(refused);
    const mine = done<Shown>(await openDisclosure(cloud, officer, asked([customer.id])));
    expect(codesOf(await read(customer, headers(mine.id)))).toEqual(refused);
    const other = await cloud.employee('privacy_officer');
    expect((await read(customer, headers(mine.id), other)).data.customer.name.value).toBe(customer.name);
    // While it is open nothing tells the customer that somebody asks; once it came to nothing, that they were read.
    const told = async () => {
      const query = '{ me { accessLog(first: 20) { nodes { kind role disclosure { id } } } } }';
      return (await cloud.ask(query, { token: customer.token })).data.me.accessLog.nodes;
    };
    expect(await told()).toEqual([]);
    done(await rejectDisclosure(cloud, legal.one, { id, reason: 'not competent' }));
    expect(codesOf(await read(customer))).toEqual(refused);
    expect(await told()).toEqual([{ kind: 'READ', role: 'privacy_officer', disclosure: null }]);
  });
});

describe('an order that names who is gone', () => {
  test('P6.5, P1.4: one who has been erased gets a result of their own, the authority reads that nothing is held, the others are answered', async () => {
    const gone = await registerCustomer(cloud);
    await grantedErasure(cloud, officer, gone);
    await erasedTo(cloud, officer, gone.id);
    await mailsSettled(cloud);
    const nobody = Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url');
    expect(userErrors(await openDisclosure(cloud, legal.one, asked([gone.id, nobody])))).toEqual([
      'NOT_FOUND at input.customerIds.1',
    ]);
    const before = (await scanTables(cloud)).records.filter(
      (row) => textOf(row, 'pk') === `CUS#${localIdOf(gone.id)}`,
    );
    const { id, package: made } = await sealedDisclosure(
      cloud,
      legal,
      asked([gone.id, customer.id, customer.id]),
    );
    expect(await resultsOf(cloud, legal.one, id)).toMatchObject([
      { customerId: gone.id, result: 'NOT_GIVEN', cause: 'ERASED', fields: [], toldAt: null },
      { customerId: customer.id, result: 'PENDING' },
    ]);
    expect(saidBy(String(made?.manifest))).toMatchObject({
      customers: [localIdOf(customer.id)],
      nothingHeld: [localIdOf(gone.id)],
    });
    const got = await collect(await linkTo(cloud, legal.one, id), authority.privateKey);
    const { customers } = JSON.parse(openJwe(got.text, authority.privateKey).toString());
    expect(customers.map((one: { id: string }) => one.id)).toEqual([localIdOf(customer.id)]);
    // Nothing new is written of whoever is gone; that they were asked for is in the audit trail.
    const { records, audit } = await scanTables(cloud);
    expect(records.filter((row) => textOf(row, 'pk') === `CUS#${localIdOf(gone.id)}`)).toEqual(before);
    const told = audit.filter(
      (row) => textOf(row, 'reference') === id && textOf(row, 'action') === 'DISCLOSE',
    );
    expect(told.map((row) => [textOf(row, 'customerId'), textOf(row, 'code')]).sort()).toEqual(
      [
        [localIdOf(gone.id), 'ERASED'],
        [localIdOf(customer.id), ''],
      ].sort(),
    );
  }, 120_000);

  test('P6.5: more of them can be named; without an order nobody is named who is gone', async () => {
    const gone = await registerCustomer(cloud);
    const { id } = done<Shown>(await openDisclosure(cloud, legal.one, asked([customer.id])));
    await grantedErasure(cloud, officer, gone);
    await erasedTo(cloud, officer, gone.id);
    done(await nameCustomers(cloud, legal.one, { id, customerIds: [gone.id] }));
    const permitted = { basis: 'PERMISSION', order: undefined };
    expect(userErrors(await openDisclosure(cloud, legal.one, asked([gone.id], permitted)))).toEqual([
      'NOT_FOUND at input.customerIds.0',
    ]);
  }, 120_000);
});
