import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import * as d from '../harness/disclosures.ts';
import { subjectOf } from '../harness/employees.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import * as r from '../harness/recipients.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';
import { textOf } from '../harness/tables.ts';
import { trailAbout } from '../harness/trail.ts';

let cloud: TestCloud;
let legal: r.Legal;
let officer: string;
let authority: r.KnownRecipient;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await r.legalTeam(cloud);
  officer = await cloud.employee('privacy_officer');
  authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  customer = await registerCustomer(cloud);
});
afterAll(() => cloud?.stop());

const read = (token: string, id: string, headers: Readonly<Record<string, string>>) =>
  cloud.ask('query D($id: ID!) { disclosure(id: $id) { documentContent } }', {
    token,
    variables: { id },
    headers,
  });
const forDuty = (reference: string) => ({ 'x-processing-purpose': 'LEGAL_DUTY', 'x-reference': reference });
const opened = async (document: string) => {
  const order = d.orderInput({ document });
  const input = d.disclosureInput(authority.id, [customer.id], { order });
  return r.done<d.Shown>(await d.openDisclosure(cloud, legal.one, input));
};
const readsOf = async (id: string) =>
  (await trailAbout(cloud, id)).filter((row) => textOf(row, 'action') === 'READ');

test('P6.5, P6.4: the privacy officer reads the document of an order as it came, for that very order, and each reading is recorded before it is shown', async () => {
  const { base64 } = r.document();
  const { id } = await opened(base64);
  const { data } = await read(officer, id, forDuty(id));
  expect(data.disclosure.documentContent).toBe(base64);
  const [row, ...more] = await readsOf(id);
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    actor: { S: `staff:${subjectOf(officer)}` },
    outcome: { S: 'ALLOWED' },
    purpose: { S: 'LEGAL_DUTY' },
  });
  expect(JSON.stringify(row)).toContain('orderDocument');
  // No one customer's: whoever is named in it is not said to have been read.
  expect(row?.customerId).toBeUndefined();
  // Still there to be looked at when it was refused.
  r.done(await d.rejectDisclosure(cloud, legal.other, { id, reason: 'No such office.' }));
  expect((await read(officer, id, forDuty(id))).data.disclosure.documentContent).toBe(base64);
  const own = await cloud.ask('{ me { accessLog(first: 50) { nodes { kind } } } }', {
    token: customer.token,
  });
  expect(own.data.me.accessLog.nodes).toEqual([]);
}, 60_000);

test('P6.5, P6.4: nobody else, and nobody without the reason that is that order', async () => {
  const word = 'onlyinthisorder';
  const { base64 } = r.document(word);
  const { id } = await opened(base64);
  const other = await opened(r.document().base64);
  for (const role of ['legal', 'auditor', 'support', 'billing']) {
    const answer = await read(await cloud.employee(role), id, forDuty(id));
    expect([role, codesOf(answer)]).toEqual([role, ['FORBIDDEN']]);
  }
  for (const token of [customer.token, undefined])
    expect((await read(token ?? '', id, forDuty(id))).text).not.toContain(base64);
  expect(codesOf(await read(officer, id, {}))).toEqual(['PURPOSE_REQUIRED']);
  for (const headers of [
    forDuty(other.id),
    { 'x-processing-purpose': 'SECURITY', 'x-reference': 'SUP-4711' },
    { 'x-processing-purpose': 'SECURITY', 'x-reference': id },
  ])
    expect(codesOf(await read(officer, id, headers))).toEqual(['REFERENCE_UNKNOWN']);
  const rows = await readsOf(id);
  expect(rows.filter((row) => textOf(row, 'outcome') === 'ALLOWED')).toEqual([]);
  const values = { word, document: base64 };
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values }] })).toEqual([]);
}, 60_000);
