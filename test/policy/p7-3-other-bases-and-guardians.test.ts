import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideContact } from '../../lambda/domain/contact/decide-contact.ts';
import { contactFactsOf } from '../../lambda/domain/contact/load-contact-facts.ts';
import type { MailPurpose } from '../../lambda/domain/purposes.ts';
import { createConsentStore } from '../../lambda/store/consents.ts';
import { createContactStateStore } from '../../lambda/store/contact-states.ts';
import { createPolicyStore } from '../../lambda/store/policies.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { setConsents } from '../harness/consents.ts';
import { correctCustomer } from '../harness/corrections.ts';
import { trailOf } from '../harness/employees.ts';
import { mailsSettled } from '../harness/mails.ts';
import { type Input, mutation } from '../harness/mutations.ts';
import { localIdOf, type Registered, randomPerson, registerCustomer } from '../harness/register.ts';
import { openedRequest } from '../harness/requests.ts';
import { changes, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  [officer, support] = await Promise.all([cloud.employee('privacy_officer'), cloud.employee('support')]);
});
afterAll(() => cloud.stop());

/** The gate's answer about a customer whose address is confirmed. */
async function gate({ id }: Pick<Registered, 'id'>, purpose: MailPurpose, now = new Date()): Promise<string> {
  const deps = { dynamo: cloud.direct, table: cloud.tableNames.records, now: () => now };
  const customerId = localIdOf(id);
  const [consents, contactState, versions] = await Promise.all([
    createConsentStore(deps).state(customerId),
    createContactStateStore(deps).load(customerId),
    createPolicyStore(deps).versions(),
  ]);
  if (!contactState) throw new Error('there is no contact state');
  const read = { contactState, customer: { state: 'ACTIVE' as const }, consents, versions, now };
  const facts = { ...contactFactsOf(read), addressState: 'VERIFIED' as const };
  return decideContact(facts, purpose, 'EMAIL', now).reason;
}

const basisFields = 'basis { purpose basis at endsAt }';
const record = mutation('recordLegalBasis', `${basisFields} errors { message }`);
const end = mutation('endLegalBasis', basisFields);
const guardianSays = mutation('recordGuardianConsent', 'choices { purpose channel granted at }');
const provide = mutation('provideIdentityDetails', 'me { dateOfBirth }');

const ownBases = async (token: string) => {
  const { data } = await cloud.ask('{ me { consents { bases { purpose basis endsAt } } } }', { token });
  return data.me.consents.bases;
};
const bornYearsAgo = (years: number) => `${new Date().getUTCFullYear() - years}-01-01`;
const notice = async () => {
  const { data } = await cloud.ask(
    '{ collectionNotice(form: REGISTRATION, language: vi) { version digest } }',
  );
  return { ...data.collectionNotice, language: 'vi' };
};
const marketing = (granted = true) => [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted }];

test('P7.3: another basis than consent is written down with its sealed proof, shown, and ended (L91 19)', async () => {
  const customer = await registerCustomer(cloud);
  const proof = canary('proof ');
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const given = { customerId: customer.id, purpose: 'BILLING_NOTICE', basis: 'CONTRACT', proof, endsAt };
  const done = await record(cloud, officer, given);
  expect(userErrors(done)).toEqual([]);
  const shown = { purpose: 'BILLING_NOTICE', basis: 'CONTRACT', endsAt };
  expect(done.data.recordLegalBasis.basis).toMatchObject(shown);
  expect(await ownBases(customer.token)).toEqual([shown]);
  expect(await gate(customer, 'BILLING_NOTICE')).toBe('LEGAL_BASIS');
  expect(await gate(customer, 'BILLING_NOTICE', new Date(Date.parse(endsAt)))).not.toBe('LEGAL_BASIS');
  // Sealed: nobody reads it in the table.
  expect(JSON.stringify(await scanTables(cloud))).not.toContain(proof);
  const facts = await recordsOf(cloud, 'CONSENT_FACT');
  expect(facts.find((fact) => textOf(fact, 'basis') === 'CONTRACT')?.sealedEvidence?.B).toBeDefined();

  expect(
    userErrors(await end(cloud, officer, { customerId: customer.id, purpose: 'BILLING_NOTICE' })),
  ).toEqual([]);
  expect(await gate(customer, 'BILLING_NOTICE')).toBe('AGREEMENT');
  const again = await end(cloud, officer, { customerId: customer.id, purpose: 'BILLING_NOTICE' });
  expect(userErrors(again)).toEqual(['NOT_FOUND at input.purpose']);
  const acts = (await trailOf(cloud, officer)).map((row) => textOf(row, 'action'));
  expect(acts).toEqual(expect.arrayContaining(['RECORD_LEGAL_BASIS', 'END_LEGAL_BASIS']));
});

test('P7.3: no basis stands for marketing, in the past, without proof, or over a refusal (D330 37)', async () => {
  const consents = [{ purpose: 'SERVICE_NOTICE', channel: 'EMAIL', granted: false }];
  const customer = await registerCustomer(cloud, randomPerson(), { consents });
  const good = { customerId: customer.id, purpose: 'SERVICE_NOTICE', basis: 'LEGAL_DUTY', proof: 'a law' };
  const wrong: readonly [Input, string][] = [
    [{ purpose: 'PROMOTIONS' }, 'MARKETING_NEEDS_CONSENT at input.purpose'],
    [{ purpose: 'STORAGE' }, 'UNKNOWN_PURPOSE at input.purpose'],
    [{ endsAt: new Date(Date.now() - 1000).toISOString() }, 'IN_THE_PAST at input.endsAt'],
    [{ proof: ' ' }, 'REQUIRED at input.proof'],
    [{ proof: 'a '.repeat(1001) }, 'TOO_LONG at input.proof'],
    [
      { customerId: Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url') },
      'NOT_FOUND at input.customerId',
    ],
  ];
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  for (const [change, expected] of wrong)
    expect(userErrors(await record(cloud, officer, { ...good, ...change }))).toEqual([expected]);
  expect(codesOf(await record(cloud, support, good))).toEqual(['FORBIDDEN']);
  const written = changes(before, await scanTables(cloud));
  expect(written.filter((one) => one !== '+ records IDEMPOTENCY' && !one.startsWith('+ audit'))).toEqual([]);
  const refusal = await record(cloud, officer, { ...good, purpose: 'PROMOTIONS' });
  expect(refusal.data.recordLegalBasis.errors[0].message).toContain('D330 37');

  expect(userErrors(await record(cloud, officer, good))).toEqual([]);
  expect(await gate(customer, 'SERVICE_NOTICE')).toBe('REFUSED');
});

test('P7.3: under 16 marketing counts only from a guardian, and a refusal always (L91 24)', async () => {
  const person = randomPerson();
  const child = await registerCustomer(cloud, person, { dateOfBirth: undefined, consents: marketing() });
  expect(await gate(child, 'NEW_PRODUCTS')).toBe('CONSENT');
  const guardian = { name: `Trần ${canary('n')}`, relation: 'MOTHER' };
  const proof = canary('proof ');
  const says = async (change: Input = {}) => ({
    customerId: child.id,
    guardian,
    proof,
    ticket: 'SUP-4711',
    consents: marketing(),
    notice: await notice(),
    ...change,
  });
  // Nobody knows yet that it is a child.
  expect(userErrors(await guardianSays(cloud, support, await says()))).toEqual([
    'GUARDIAN_NOT_NEEDED at input.customerId',
  ]);
  const dateOfBirth = bornYearsAgo(14);
  expect(userErrors(await provide(cloud, child.token, { expectedRevision: 1, dateOfBirth }))).toEqual([]);
  expect(await gate(child, 'NEW_PRODUCTS')).toBe('GUARDIAN_NEEDED');
  expect(await gate(child, 'SERVICE_NOTICE')).toBe('AGREEMENT');

  const other = await registerCustomer(cloud);
  const wrong: readonly [Input, string][] = [
    [{ ticket: 'none' }, 'TICKET_REQUIRED at input.ticket'],
    [{ ticket: 'REQ-0123456789' }, 'TICKET_REQUIRED at input.ticket'],
    [{ ticket: await openedRequest(cloud, other.token) }, 'TICKET_REQUIRED at input.ticket'],
    [{ guardian: { ...guardian, name: '' } }, 'REQUIRED at input.guardian.name'],
    [{ consents: [] }, 'REQUIRED at input.consents'],
    [
      { notice: { ...(await notice()), version: 999 } },
      'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
    ],
    [{ notice: { ...(await notice()), digest: '0'.repeat(64) } }, 'NOTICE_MISMATCH at input.notice.digest'],
    [{ notice: undefined }, 'REQUIRED at input.notice'],
  ];
  for (const [change, expected] of wrong)
    expect(userErrors(await guardianSays(cloud, support, await says(change)))).toEqual([expected]);
  expect(await gate(child, 'NEW_PRODUCTS')).toBe('GUARDIAN_NEEDED');
  for (const role of ['billing', 'marketing', 'legal'])
    expect(codesOf(await guardianSays(cloud, await cloud.employee(role), await says()))).toEqual([
      'FORBIDDEN',
    ]);

  const factsOfGuardian = async () =>
    (await recordsOf(cloud, 'CONSENT_FACT')).filter(
      ({ pk, byGuardian }) => pk?.S === `CUS#${localIdOf(child.id)}` && byGuardian?.BOOL,
    ).length;
  // In a request of the child's own, as well as in a ticket.
  const ticket = await openedRequest(cloud, child.token);
  const said = await guardianSays(cloud, support, await says({ ticket }));
  expect(userErrors(said)).toEqual([]);
  expect(await factsOfGuardian()).toBe(1);
  // What says nothing new is no evidence of anything.
  expect(userErrors(await guardianSays(cloud, support, await says()))).toEqual([]);
  expect(await factsOfGuardian()).toBe(1);
  expect(said.data.recordGuardianConsent.choices).toMatchObject(marketing());
  expect(await gate(child, 'NEW_PRODUCTS')).toBe('CONSENT');
  expect(await gate(child, 'PROMOTIONS')).toBe('NO_CONSENT');
  const stored = JSON.stringify(await scanTables(cloud));
  expect([guardian.name, proof].filter((value) => stored.includes(value))).toEqual([]);

  // What the guardian takes back is confirmed once, without advertising.
  const confirmations = async () =>
    (await recordsOf(cloud, 'MAIL')).filter((mail) => textOf(mail, 'template') === 'REFUSAL_CONFIRMATION');
  for (let time = 0; time < 2; time++)
    expect(
      userErrors(
        await guardianSays(cloud, support, await says({ consents: marketing(false), notice: undefined })),
      ),
    ).toEqual([]);
  expect(await factsOfGuardian()).toBe(2);
  expect(await gate(child, 'NEW_PRODUCTS')).toBe('REFUSED');
  expect(await confirmations()).toHaveLength(1);
});

test('P7.3: a birth date of 16 years or more changes nothing, and nobody else speaks for such a customer', async () => {
  const customer = await registerCustomer(cloud, randomPerson(), {
    dateOfBirth: undefined,
    consents: marketing(),
  });
  const given = { expectedRevision: 1, dateOfBirth: bornYearsAgo(17) };
  expect(userErrors(await provide(cloud, customer.token, given))).toEqual([]);
  expect(await gate(customer, 'NEW_PRODUCTS')).toBe('CONSENT');
  const answer = await guardianSays(cloud, officer, {
    customerId: customer.id,
    guardian: { name: 'Trần Văn An', relation: 'FATHER' },
    proof: 'a birth certificate',
    ticket: 'SUP-4711',
    consents: marketing(false),
    notice: await notice(),
  });
  expect(userErrors(answer)).toEqual(['GUARDIAN_NOT_NEEDED at input.customerId']);
  expect(await gate(customer, 'NEW_PRODUCTS')).toBe('CONSENT');
});

test('P7.3: what a child granted alone counts at 16 neither, until it is granted anew (L91 24)', async () => {
  const birthday = new Date(Date.now() + 31 * 3_600_000);
  const dateOfBirth = `${birthday.getUTCFullYear() - 16}${birthday.toISOString().slice(4, 10)}`;
  const grant = (purpose: string) => [{ purpose, channel: 'EMAIL', granted: true }];
  const consents = [...marketing(), ...grant('PROMOTIONS')];
  const child = await registerCustomer(cloud, randomPerson(), { dateOfBirth: undefined, consents });
  const silent = await registerCustomer(cloud, randomPerson(), { dateOfBirth: undefined, consents });
  const told = { expectedRevision: 1, dateOfBirth };
  expect(userErrors(await provide(cloud, child.token, told))).toEqual([]);
  expect(await gate(child, 'PROMOTIONS')).toBe('GUARDIAN_NEEDED');
  const guardian = { name: 'Trần Văn An', relation: 'FATHER' };
  const said = { guardian, proof: 'a birth certificate', ticket: 'SUP-4711', notice: await notice() };
  const given = { customerId: child.id, consents: marketing(), ...said };
  expect(userErrors(await guardianSays(cloud, support, given))).toEqual([]);

  const later = await startBeside(cloud, { functions: ['api'], hoursAhead: 48 });
  try {
    const now = () => new Date(Date.now() + 48 * 3_600_000);
    const asLater = ({ username }: Registered) =>
      cloud.oidc.issueToken({ issuer: 'customers', username, expiresIn: 400_000 });
    const token = await asLater(child);
    const choose = async (purpose: string) =>
      userErrors(await setConsents(later, token, { notice: await notice(), consents: grant(purpose) }));
    expect(await choose('SURVEYS')).toEqual([]);
    const answers = async (customer: Registered) =>
      Promise.all(
        (['NEW_PRODUCTS', 'PROMOTIONS', 'SURVEYS'] as const).map((one) => gate(customer, one, now())),
      );
    expect(await answers(child)).toEqual(['CONSENT', 'CONSENT_STALE', 'CONSENT']);
    // What is shown says the same, and nothing was written in the customer's name.
    const { data } = await later.ask(
      '{ me { consents { needsGuardian choices { purpose stale } } consentHistory(first: 50) { nodes { purpose granted } } } }',
      { token },
    );
    const { needsGuardian, choices } = data.me.consents;
    const stale = choices.filter((one: { stale: boolean }) => one.stale);
    expect([needsGuardian, stale]).toEqual([false, [{ purpose: 'PROMOTIONS', stale: true }]]);
    const refused = data.me.consentHistory.nodes.filter((one: { granted: boolean }) => one.granted === false);
    expect(refused).toEqual([]);
    expect(await choose('PROMOTIONS')).toEqual([]);
    expect(await answers(child)).toEqual(['CONSENT', 'CONSENT', 'CONSENT']);

    // Who tells it at 16 was a child when choosing all the same.
    expect(userErrors(await provide(later, await asLater(silent), told))).toEqual([]);
    expect(await answers(silent)).toEqual(['CONSENT_STALE', 'CONSENT_STALE', 'NO_CONSENT']);
  } finally {
    await later.stop();
  }
});

test('P7.3: a date of birth that is corrected judges anew: where there never was a child, what was granted counts (L91 24)', async () => {
  const unknown = { dateOfBirth: undefined, consents: marketing() };
  const customer = await registerCustomer(cloud, randomPerson(), unknown);
  const told = { expectedRevision: 1, dateOfBirth: bornYearsAgo(14) };
  expect(userErrors(await provide(cloud, customer.token, told))).toEqual([]);
  expect(await gate(customer, 'NEW_PRODUCTS')).toBe('GUARDIAN_NEEDED');
  const correct = async (values: Input) =>
    userErrors(
      await correctCustomer(cloud, officer, {
        customerId: customer.id,
        values,
        reason: 'as the document says',
      }),
    );
  expect(await correct({ identityNumber: randomPerson().identityNumber })).toEqual([]);
  expect(await gate(customer, 'NEW_PRODUCTS')).toBe('GUARDIAN_NEEDED');
  expect(await correct({ dateOfBirth: bornYearsAgo(30) })).toEqual([]);
  expect(await gate(customer, 'NEW_PRODUCTS')).toBe('CONSENT');
});
