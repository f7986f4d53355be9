import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import {
  collect,
  disclosureInput,
  linkTo,
  revokeDisclosure,
  sealedDisclosure,
} from '../harness/disclosures.ts';
import { subjectOf } from '../harness/employees.ts';
import { eventually, mailsSettled } from '../harness/mails.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import {
  activeCommitment,
  discloseForPayment,
  done,
  grantPermission,
  type KnownRecipient,
  type Legal,
  legalTeam,
  paymentInput,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { openedRequest } from '../harness/requests.ts';
import { ownRights, requestCopy } from '../harness/rights.ts';
import { changes, overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
let officer: string;
let billing: string;
let recipient: KnownRecipient;
let legal: Legal;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
  officer = await cloud.employee('privacy_officer');
  billing = await cloud.service('billing-service', ['payments:disclose']);
  legal = await legalTeam(cloud);
  recipient = await verifiedRecipient(cloud, legal);
  await activeCommitment(cloud, legal, recipient.id);
});
afterAll(() => cloud.stop());

const fields =
  'nodes { at kind role fields purpose reference disclosure { id recipientName basis purpose result } } pageInfo { hasNextPage endCursor }';
interface Entry {
  readonly kind: string;
  readonly role: string | null;
  readonly fields: readonly string[];
  readonly purpose: string | null;
  readonly reference: string | null;
  readonly disclosure: {
    readonly id: string;
    readonly recipientName: string;
    readonly basis: string;
    readonly purpose: string;
    readonly result: string;
  } | null;
}
/** The customer's own log, newest first, page by page. */
async function logOf({ token }: Registered, first = 50): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let after: string | undefined; ; ) {
    const query = `query L($first: Int, $after: String) { me { accessLog(first: $first, after: $after) { ${fields} } } }`;
    const { data, errors } = await cloud.ask(query, { token, variables: { first, after } });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.me.accessLog;
    expect(nodes.length).toBeLessThanOrEqual(first);
    entries.push(...nodes);
    if (!pageInfo.hasNextPage) return entries;
    after = pageInfo.endCursor;
  }
}
const officersLog = (token: string, { id }: Registered) =>
  cloud.ask(`query L($id: ID!) { customer(id: $id) { accessLog(first: 50) { ${fields} } } }`, {
    token,
    variables: { id },
  });
const disclosed = async (customer: Registered): Promise<string> => {
  const answer = await discloseForPayment(cloud, billing, paymentInput(customer.id, recipient.id));
  expect(userErrors(answer)).toEqual([]);
  return answer.data.discloseForPayment.disclosure.id;
};
/** As if a lawful order withheld it until an instant. */
async function withhold(customer: Registered, id: string, until: string): Promise<void> {
  const row = (await rowsOf(cloud, customer.id, 'CUSTOMER_DISCLOSURE')).find(
    (item) => textOf(item, 'disclosureId') === id,
  );
  if (!row) throw new Error('the disclosure is noted');
  await overwrite(cloud, 'records', { ...row, withheldUntil: { S: until } });
}

describe('the access log', () => {
  test('P6.4, P1.6: says who read or received which fields, when, why and on what basis', async () => {
    const [customer, neighbour] = await Promise.all([registerCustomer(cloud), registerCustomer(cloud)]);
    await givePayment(cloud, customer);
    expect(await logOf(customer)).toEqual([]);
    const reference = await openedRequest(cloud, customer.token);
    const read = (token: string, selected: string, headers: Record<string, string> = {}) =>
      readCustomer(cloud, token, customer.id, selected, headers);
    expect(
      codesOf(await read(support, 'name { value } phone { value }', reasons('support', reference))),
    ).toEqual([]);
    expect(codesOf(await read(officer, 'identityNumber { value }', reasons('privacy_officer')))).toEqual([]);
    // What shows nothing is not in it: a masked value, a refused one, a mail, what the customer did.
    expect(codesOf(await read(support, 'name { masked } mails { nodes { id } }'))).toEqual([]);
    expect(codesOf(await read(support, 'taxCode { value }', reasons('support')))).toEqual(['FORBIDDEN']);
    expect(codesOf(await read(support, 'name { value }'))).toEqual(['PURPOSE_REQUIRED']);
    const several = await cloud.employee('auditor', 'billing', 'marketing');
    expect(codesOf(await read(several, 'taxCode { value }', reasons('billing')))).toEqual([]);
    await cloud.ask('query F($e: EmailAddress!) { findCustomer(email: $e) { id } }', {
      token: support,
      variables: { e: customer.email },
    });
    const id = await disclosed(customer);
    expect(userErrors(await requestCopy(cloud, customer.token))).toEqual([]);
    const [right] = await ownRights(cloud, customer.token);
    await cloud.ask('{ me { rightsRequests { copy { json } } } }', { token: customer.token });

    const log = await logOf(customer);
    expect(log.map(({ kind, role }) => `${kind} ${role}`)).toEqual(
      [
        'OWN_COPY null',
        'DISCLOSED null',
        'FOUND SUPPORT',
        'READ BILLING',
        'READ PRIVACY_OFFICER',
        'READ SUPPORT',
      ].map((line) => line.replace(/(SUPPORT|BILLING|PRIVACY_OFFICER)/, (role) => role.toLowerCase())),
    );
    const [copy, disclosure, found, , officers, supports] = log;
    expect(copy).toMatchObject({ reference: right.reference });
    expect(disclosure).toMatchObject({
      reference: null,
      purpose: null,
      fields: ['billingName', 'card'],
      disclosure: {
        ...{ id, recipientName: recipient.name },
        ...{ basis: 'COMMITMENT', purpose: 'PAYMENT', result: 'GIVEN' },
      },
    });
    expect(found?.fields).toEqual(['email']);
    // A reference of the outside ticket system is not the customer's.
    expect(officers).toMatchObject({
      fields: ['identityNumber'],
      purpose: 'RIGHTS_REQUEST',
      reference: null,
    });
    expect(supports).toMatchObject({ fields: ['name', 'phone'], purpose: 'SERVICE_SUPPORT', reference });
    expect(await logOf(neighbour)).toEqual([]);
    expect(await logOf(customer, 1)).toEqual(log);
    // No employee is named, in any form.
    const told = JSON.stringify(log);
    for (const token of [support, officer, several]) expect(told).not.toContain(subjectOf(token));
  });

  test('P6.5, P6.4: what a lawful order withholds is shown from its instant on; the privacy officer sees it', async () => {
    const customer = await registerCustomer(cloud);
    await givePayment(cloud, customer);
    const shown = await disclosed(customer);
    const withheld = await disclosed(customer);
    const idsIn = (log: readonly Entry[]) => log.map(({ disclosure }) => disclosure?.id);
    expect(idsIn(await logOf(customer))).toEqual([withheld, shown]);
    await withhold(customer, withheld, new Date(Date.now() + 86_400_000).toISOString());
    expect(idsIn(await logOf(customer))).toEqual([shown]);
    expect(idsIn(await logOf(customer, 1))).toEqual([shown]);
    const { data } = await officersLog(officer, customer);
    expect(idsIn(data.customer.accessLog.nodes)).toEqual([withheld, shown]);
    await withhold(customer, withheld, new Date(Date.now() - 1000).toISOString());
    expect(idsIn(await logOf(customer))).toEqual([withheld, shown]);
    // A disclosure that nothing is known of is not told of.
    await withhold(customer, withheld, new Date(Date.now() - 1000).toISOString());
    const row = (await recordsOf(cloud, 'CUSTOMER_DISCLOSURE')).find(
      (item) => textOf(item, 'disclosureId') === withheld,
    );
    const other = `dis-${'0'.repeat(26)}`;
    if (!row) throw new Error('the disclosure is noted');
    await overwrite(cloud, 'records', { ...row, disclosureId: { S: other } });
    expect(idsIn(await logOf(customer))).toEqual([shown]);
  });

  test.each(['handed over', 'taken back'] as const)(
    'P6.4, P1.6: what was sealed on a permission and is %s is said to be given only when it was, and then what was given',
    async (how) => {
      const customer = await registerCustomer(cloud);
      const registrar = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
      const said = { purpose: 'DOMAIN_REGISTRATION', fields: ['NAME', 'PHONE', 'TAX_CODE'] };
      done(
        await grantPermission(cloud, customer.token, { recipientId: registrar.id, agreed: true, ...said }),
      );
      const asked = { basis: 'PERMISSION', order: undefined, ...said };
      const { id } = await sealedDisclosure(
        cloud,
        legal,
        disclosureInput(registrar.id, [customer.id], asked),
      );
      const told = { purpose: null, reference: null, role: null, fields: ['name', 'phone'] };
      const disclosure = { id, recipientName: registrar.name, basis: 'PERMISSION', purpose: said.purpose };
      expect(await logOf(customer)).toMatchObject([
        { ...told, kind: 'PREPARED', disclosure: { ...disclosure, result: 'PENDING' } },
      ]);
      if (how === 'handed over') await collect(await linkTo(cloud, legal.one, id), registrar.privateKey);
      else done(await revokeDisclosure(cloud, legal.one, { id, reason: 'it was asked for by mistake' }));
      const [kind, result] = how === 'handed over' ? ['DISCLOSED', 'GIVEN'] : ['PREPARED', 'NOT_GIVEN'];
      const settled = await eventually(async () => {
        const log = await logOf(customer);
        return log[0]?.disclosure?.result === 'PENDING' ? undefined : log;
      });
      expect(settled).toMatchObject([{ ...told, kind, disclosure: { ...disclosure, result } }]);
    },
  );

  test('P6.5, P6.4: that an order is being answered is told once something has left, as in me.disclosures', async () => {
    const customer = await registerCustomer(cloud);
    const authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
    const { id } = await sealedDisclosure(cloud, legal, disclosureInput(authority.id, [customer.id]));
    expect(await logOf(customer)).toEqual([]);
    const { data } = await officersLog(officer, customer);
    expect(data.customer.accessLog.nodes).toMatchObject([
      { kind: 'PREPARED', fields: ['name', 'phone'], disclosure: { id, result: 'PENDING' } },
    ]);
    await collect(await linkTo(cloud, legal.one, id), authority.privateKey);
    const [entry] = await eventually(async () => {
      const log = await logOf(customer);
      return log.length > 0 ? log : undefined;
    });
    expect(entry).toMatchObject({
      ...{ kind: 'DISCLOSED', fields: ['name', 'phone'] },
      disclosure: { id, basis: 'LEGAL_ORDER', result: 'GIVEN' },
    });
  });

  test('P6.4: reading the own log leaves no row; staff who read it do, and only the privacy officer may', async () => {
    const customer = await registerCustomer(cloud);
    await readCustomer(cloud, support, customer.id, 'name { value }', reasons('support'));
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    expect(await logOf(customer)).toHaveLength(1);
    expect(changes(before, await scanTables(cloud))).toEqual([]);
    expect(codesOf(await officersLog(officer, customer))).toEqual([]);
    const { audit } = await scanTables(cloud);
    const row = audit.find(
      (one) =>
        textOf(one, 'action') === 'READ_ACCESS_LOG' && textOf(one, 'customerId') === localIdOf(customer.id),
    );
    expect(textOf(row, 'actor')).toBe(`staff:${subjectOf(officer)}`);
    for (const role of ['support', 'billing', 'legal', 'marketing', 'auditor', 'operator'])
      expect(codesOf(await officersLog(await cloud.employee(role), customer))).toEqual(['FORBIDDEN']);
  });

  test('P6.4, P6.2: pages are bounded, and a cursor of elsewhere is refused', async () => {
    const customer = await registerCustomer(cloud);
    for (let n = 0; n < 3; n++)
      await readCustomer(cloud, support, customer.id, 'name { value }', reasons('support'));
    const ask = (args: string) =>
      cloud.ask(`{ me { accessLog(${args}) { ${fields} } } }`, { token: customer.token });
    expect(codesOf(await ask('first: 51'))).toEqual(['INVALID_FORMAT']);
    for (const cursor of ['x', Buffer.from('2026-01-01').toString('base64url')])
      expect(codesOf(await ask(`after: "${cursor}"`))).toEqual(['CURSOR_INVALID']);
    const { data } = await ask('first: 2');
    expect(data.me.accessLog.nodes).toHaveLength(2);
    expect(data.me.accessLog.pageInfo.hasNextPage).toBe(true);
    const rest = await ask(`first: 2, after: "${data.me.accessLog.pageInfo.endCursor}"`);
    expect(rest.data.me.accessLog.nodes).toHaveLength(1);
    expect(rest.data.me.accessLog.pageInfo.hasNextPage).toBe(false);
  });
});
