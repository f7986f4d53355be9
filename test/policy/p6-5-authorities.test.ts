import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import {
  approveDisclosure,
  collect,
  digestOf,
  disclosureInput,
  inState,
  issueCollectionLink,
  linkTo,
  openDisclosure,
  openPage,
  orderInput,
  packagesOf,
  post,
  readDisclosure,
  readPassphrase,
  receiptIn,
  recordReceipt,
  rejectDisclosure,
  resultsOf,
  revokeDisclosure,
  type Shown,
  saidBy,
  sealedDisclosure,
  verifyDisclosure,
} from '../harness/disclosures.ts';
import { trailOf } from '../harness/employees.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { eventually, mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import { openJwe } from '../harness/open-jwe.ts';
import {
  document,
  done,
  type KnownRecipient,
  type Legal,
  legalTeam,
  ownDisclosures,
  recipientInput,
  recipientKeys,
  registerRecipient,
  revokeRecipient,
  setRecipientKey,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { type Item, overwrite, recordsOf, textOf } from '../harness/tables.ts';
import { trailAbout } from '../harness/trail.ts';

let cloud: TestCloud;
let legal: Legal;
let authority: KnownRecipient;
let customer: Registered;
let neighbour: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  customer = await registerVerified(cloud);
  neighbour = await registerCustomer(cloud);
});
afterAll(() => cloud.stop());

const asked = (changes: Readonly<Record<string, unknown>> = {}) =>
  disclosureInput(authority.id, [customer.id], changes);
const opened = async (changes: Readonly<Record<string, unknown>> = {}) =>
  done<Shown>(await openDisclosure(cloud, legal.one, asked(changes)));
const rowOf = async (id: string): Promise<Item> => {
  const row = (await recordsOf(cloud, 'DISCLOSURE')).find((item) => textOf(item, 'id') === id);
  if (!row) throw new Error('there is a disclosure');
  return row;
};

describe('a request of an authority', () => {
  test('P6.5: from receipt to collection: opened, verified, approved by another, sealed by no person, collected, destroyed', async () => {
    const word = canary('document');
    const { base64, bytes } = document(word);
    const order = orderInput({ document: base64 });
    const { id } = await opened({ order, customerIds: [customer.id, neighbour.id] });
    const documentDigest = createHash('sha256').update(bytes).digest('hex');
    const verifying = { id, documentDigest, channel: 'CALL_BACK' };
    expect(userErrors(await approveDisclosure(cloud, legal.other, { id }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    expect(done(await verifyDisclosure(cloud, legal.one, verifying))).toMatchObject({ state: 'VERIFIED' });
    done(await approveDisclosure(cloud, legal.other, { id }));
    const sealed = await inState(cloud, legal.one, id, 'SEALED');
    expect(sealed.package).toMatchObject({ keyThumbprint: authority.keyThumbprint, destroyedAt: null });

    const link = await linkTo(cloud, legal.one, id);
    const shownPage = await openPage(link);
    expect(shownPage.status).toBe(200);
    expect(shownPage.page).toContain('confers no right');
    expect(await ownDisclosures(cloud, customer.token)).toEqual([]);
    const got = await collect(link, authority.privateKey);
    expect(got).toMatchObject({ status: 200, type: 'application/jose' });
    expect(digestOf(got.text)).toBe(sealed.package?.digest);

    const contents = JSON.parse(openJwe(got.text, authority.privateKey).toString());
    const { manifest, receiptCode, customers } = contents;
    expect(customers).toEqual([
      { id: localIdOf(customer.id), values: { name: customer.name, phone: customer.phone } },
      { id: localIdOf(neighbour.id), values: { name: neighbour.name, phone: neighbour.phone } },
    ]);
    expect(manifest).toBe(sealed.package?.manifest);
    expect(saidBy(manifest)).toMatchObject({
      disclosureId: id,
      recipient: { id: authority.id, name: authority.name },
      basis: { kind: 'LEGAL_ORDER', instrument: '123/QD-PA05, 22.11.2026', documentDigest },
      purpose: 'DISPUTE',
      fields: ['name', 'phone'],
      customers: [localIdOf(customer.id), localIdOf(neighbour.id)],
      keyThumbprint: authority.keyThumbprint,
      expiresAt: sealed.package?.expiresAt,
      confersNoRight: true,
      contentsDigest: digestOf(JSON.stringify(customers)),
      receiptHash: createHash('sha256').update(receiptCode).digest('base64url'),
    });
    const [head, body, signature] = manifest.split('.');
    const { data } = await cloud.ask('{ receiptKeys { kty crv x y } }');
    const key = createPublicKey({ key: data.receiptKeys[0], format: 'jwk' });
    const by = { key, dsaEncoding: 'ieee-p1363' } as const;
    const signed = Buffer.from(`${head}.${body}`);
    expect(verify('sha256', signed, by, Buffer.from(signature, 'base64url'))).toBe(true);

    // What is known here, to who made the link or keeps the bytes, is no receipt: only who opened it names the code.
    const { receiptHash } = saidBy(manifest);
    for (const receipt of [
      digestOf(got.text),
      receiptHash,
      receiptCode.slice(1),
      receiptCode.toLowerCase(),
      '',
    ])
      expect((await post(link, { receipt })).status).toBe(400);
    expect((await post(link, { digest: digestOf(got.text) })).status).toBe(400);
    expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'SEALED' });
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { receiptCode } }] })).toEqual([]);
    expect(await post(link, { receipt: ` ${receiptCode}\n` })).toMatchObject({ status: 200 });
    const ended = await eventually(async () => {
      const found = await readDisclosure(cloud, legal.one, id);
      return found.package?.destroyedAt ? found : undefined;
    });
    expect(ended.state).toBe('COLLECTED');
    expect(await packagesOf(cloud, id)).toEqual([]);
    expect((await openPage(link)).status).toBe(410);
    expect((await collectAgain(link)).status).toBe(410);

    const told = await trailAbout(cloud, id);
    const actions = told.map((row) => textOf(row, 'action'));
    const first = (action: string) => actions.indexOf(action);
    expect(actions.filter((action) => action === 'DISCLOSE')).toHaveLength(2);
    expect(first('DISCLOSE')).toBeLessThan(first('SEAL_DISCLOSURE'));
    expect(first('SEAL_DISCLOSURE')).toBeLessThan(first('COLLECT_DISCLOSURE'));
    expect(first('COLLECT_DISCLOSURE')).toBeLessThan(first('CONFIRM_RECEIPT'));
    expect(told.find((row) => textOf(row, 'action') === 'DISCLOSE')).toMatchObject({
      customerId: { S: localIdOf(customer.id) },
      actor: { S: 'system:packages' },
      fields: { L: [{ S: 'name' }, { S: 'phone' }] },
      purpose: { S: 'LEGAL_DUTY' },
    });
    const { name, phone } = customer;
    const inboxes = [customer.email];
    const leaks = await searchForLeaks(cloud, { secrets: [{ inboxes, values: { name, phone, word } }] });
    expect(leaks).toEqual([]);
  }, 120_000);

  const collectAgain = (link: string) => post(link, { answer: 'any' });

  test('P6.5: whoever opened or verified it does not approve it, by whatever account or role', async () => {
    const username = canary('staff');
    const as = (group: string) => cloud.oidc.issueToken({ issuer: 'staff', username, groups: [group] });
    const [legalSelf, officerSelf] = [await as('legal'), await as('privacy_officer')];
    const mine = done<Shown>(await openDisclosure(cloud, legalSelf, asked()));
    const verifying = { id: mine.id, documentDigest: mine.document?.digest, channel: 'POST' };
    done(await verifyDisclosure(cloud, legal.one, verifying));
    for (const token of [legalSelf, officerSelf, legal.one])
      expect(userErrors(await approveDisclosure(cloud, token, { id: mine.id }))).toEqual([
        'INVOLVED at input.id',
      ]);
    done(await approveDisclosure(cloud, legal.other, { id: mine.id }));
    expect(userErrors(await approveDisclosure(cloud, legal.other, { id: mine.id }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
  });

  test('P6.5: nobody approves a disclosure of their own information', async () => {
    const { email } = customer;
    const self = await cloud.oidc.issueToken({ issuer: 'staff', username: email, groups: ['legal'] });
    const { id, document } = await opened();
    done(await verifyDisclosure(cloud, legal.one, { id, documentDigest: document?.digest, channel: 'POST' }));
    expect(userErrors(await approveDisclosure(cloud, self, { id }))).toEqual(['INVOLVED at input.id']);
  });

  test('P6.5: no other role opens, reads or approves one, and customers do not see that there is any', async () => {
    const { id } = await opened();
    const roles = ['support', 'billing', 'marketing', 'operator', 'auditor'];
    for (const token of [...(await Promise.all(roles.map((role) => cloud.employee(role)))), customer.token]) {
      expect(codesOf(await openDisclosure(cloud, token, asked()))).toEqual(['FORBIDDEN']);
      expect(codesOf(await approveDisclosure(cloud, token, { id }))).toEqual(['FORBIDDEN']);
    }
    const query = '{ disclosures { nodes { id } } }';
    expect(codesOf(await cloud.ask(query, { token: customer.token }))).toEqual(['FORBIDDEN']);
    expect((await ownDisclosures(cloud, neighbour.token)).map((one: { id: string }) => one.id)).not.toContain(
      id,
    );
  });

  test('P6.5: asks for no more than its order names, and what does not fit is refused', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const revoked = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
    done(await revokeRecipient(cloud, legal.one, { recipientId: revoked.id }));
    const none = Buffer.from('Customer:00000000000000000000000000').toString('base64url');
    const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [{ fields: ['NAME', 'BANK_ACCOUNT'] }, 'SCOPE_TOO_WIDE at input.fields.1'],
      [{ fields: ['BANK_ACCOUNT', 'NAME'] }, 'SCOPE_TOO_WIDE at input.fields.0'],
      [{ order: orderInput({ deadline: inDays(-1) }) }, 'IN_THE_PAST at input.order.deadline'],
      [{ receivedAt: inDays(-31) }, 'IN_THE_PAST at input.receivedAt'],
      [{ urgencyClaimedBy: '' }, 'REQUIRED at input.urgencyClaimedBy'],
      [{ recipientId: processor.id }, 'NO_BASIS at input.recipientId'],
      [{ recipientId: revoked.id }, 'WRONG_STATE at input.recipientId'],
      [{ recipientId: 'rec-none' }, 'NOT_FOUND at input.recipientId'],
      [{ order: null }, 'REQUIRED at input.order'],
      [{ basis: 'PERMISSION' }, 'INVALID_FORMAT at input.order'],
      [{ order: orderInput({ document: 'none!' }) }, 'INVALID_FORMAT at input.order.document'],
      [{ order: orderInput({ scope: [] }) }, 'REQUIRED at input.order.scope'],
      [{ order: orderInput({ withheldUntil: inDays(-1) }) }, 'IN_THE_PAST at input.order.withheldUntil'],
      [{ receivedAt: inDays(1) }, 'IN_THE_FUTURE at input.receivedAt'],
      [{ customerIds: [] }, 'REQUIRED at input.customerIds'],
      [{ customerIds: [customer.id, none] }, 'NOT_FOUND at input.customerIds.1'],
      [{ customerIds: ['nobody'] }, 'NOT_FOUND at input.customerIds.0'],
      [{ purpose: 'DISPUTE', fields: [] }, 'REQUIRED at input.fields'],
    ];
    const said: string[] = [];
    for (const [change] of wrong)
      said.push(userErrors(await openDisclosure(cloud, legal.one, asked(change))).join());
    expect(said).toEqual(wrong.map(([, one]) => one));
    const unknown = asked({ order: orderInput({ scope: ['NAME', 'SHOE_SIZE'] }) });
    expect((await openDisclosure(cloud, legal.one, unknown)).data).toBeUndefined();
    const { id } = await opened();
    const other = { id, documentDigest: digestOf('another'), channel: 'POST' };
    expect(userErrors(await verifyDisclosure(cloud, legal.one, other))).toEqual([
      'DIGEST_DIFFERS at input.documentDigest',
    ]);
  });

  test('P6.5: is not approved for a recipient that nobody has verified, or whose key was changed', async () => {
    const { key } = recipientKeys();
    const known = recipientInput({ key, kind: 'AUTHORITY' });
    const made = done<KnownRecipient>(await registerRecipient(cloud, legal.one, known));
    const { id, document } = await opened({ recipientId: made.id });
    done(await verifyDisclosure(cloud, legal.one, { id, documentDigest: document?.digest, channel: 'POST' }));
    expect(userErrors(await approveDisclosure(cloud, legal.other, { id }))).toEqual([
      'RECIPIENT_NOT_VERIFIED at input.id',
    ]);
  });

  test('P6.5: can be rejected for a reason that is kept sealed', async () => {
    const { id } = await opened();
    const reason = canary('reason');
    expect(done(await rejectDisclosure(cloud, legal.one, { id, reason }))).toMatchObject({
      state: 'REJECTED',
    });
    const query = 'query ($id: ID!) { disclosure(id: $id) { reason } }';
    const { data } = await cloud.ask(query, { token: legal.other, variables: { id } });
    expect(data.disclosure.reason).toBe(reason);
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { reason } }] })).toEqual([]);
    expect(userErrors(await rejectDisclosure(cloud, legal.one, { id, reason }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
  });
});

describe('the clock of an authority', () => {
  const hour = 3_600_000;
  const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString();

  test('P6.5: 24 hours from receipt, 3 where life or security is at stake, or what the order says where that is earlier', async () => {
    const receivedAt = ago(1);
    const hoursOf = ({ dueAt }: Shown) => (Date.parse(String(dueAt)) - Date.parse(receivedAt)) / hour;
    expect(hoursOf(await opened({ receivedAt }))).toBe(24);
    expect(hoursOf(await opened({ receivedAt, urgencyClaimedBy: 'PA05' }))).toBe(3);
    const deadline = (hours: number) =>
      orderInput({ deadline: new Date(Date.parse(receivedAt) + hours * hour).toISOString() });
    expect(hoursOf(await opened({ receivedAt, order: deadline(10) }))).toBe(10);
    expect(hoursOf(await opened({ receivedAt, order: deadline(100) }))).toBe(24);
  });

  test('P6.5: somebody is woken an hour before it runs out, once, and again when it has; the list begins with it', async () => {
    const lines = (event: string) => cloud.logs.filter((line) => line.includes(`"${event}"`)).length;
    const before = [lines('authority_answer_due'), lines('authority_answer_late')];
    const soon = await opened({ receivedAt: ago(23.5) });
    const late = await opened({ receivedAt: ago(25) });
    const open = await opened({ receivedAt: ago(1) });
    await cloud.invoke('clock', {});
    await cloud.invoke('clock', {});
    expect(lines('authority_answer_due') - (before[0] ?? 0)).toBe(1);
    expect(lines('authority_answer_late') - (before[1] ?? 0)).toBe(1);
    const query = '{ openDisclosures(first: 50) { nodes { id dueAt } } }';
    const { data } = await cloud.ask(query, { token: await cloud.employee('auditor') });
    const ids = data.openDisclosures.nodes.map((one: Shown) => one.id);
    expect(ids.slice(0, 2)).toEqual([late.id, soon.id]);
    expect(ids).toContain(open.id);
    done(await rejectDisclosure(cloud, legal.one, { id: late.id, reason: 'not competent' }));
    done(await rejectDisclosure(cloud, legal.one, { id: soon.id, reason: 'not competent' }));
    const after = await cloud.ask(query, { token: legal.one });
    expect(after.data.openDisclosures.nodes.map((one: Shown) => one.id)).not.toContain(late.id);
  });
});

describe('a package that waits for its recipient', () => {
  test('P6.5: the link alone opens nothing, and dies of five wrong answers; another takes its place', async () => {
    const { id } = await sealedDisclosure(cloud, legal, asked());
    const first = await linkTo(cloud, legal.one, id);
    const link = await linkTo(cloud, legal.other, id);
    expect((await openPage(first)).status).toBe(400);
    const { challenge } = await openPage(link);
    expect(challenge?.split('.')).toHaveLength(5);
    const stranger = recipientKeys();
    expect(() => openJwe(String(challenge), stranger.privateKey)).toThrow();
    for (let tries = 0; tries < 5; tries++) expect((await post(link, { answer: canary() })).status).toBe(400);
    const answer = openJwe(String(challenge), authority.privateKey).toString();
    expect((await post(link, { answer })).status).toBe(400);
    expect((await openPage(link)).status).toBe(400);
    expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'SEALED', handedOutAt: null });
    const third = await linkTo(cloud, legal.one, id);
    expect((await collect(third, authority.privateKey)).status).toBe(200);
  });

  test('P6.5: two who collect at once get the same bytes, a broken download is fetched again, one receipt ends it', async () => {
    const { id, package: sealed } = await sealedDisclosure(cloud, legal, asked());
    const link = await linkTo(cloud, legal.one, id);
    expect((await post(link, { receipt: String(sealed?.digest) })).status).toBe(409);
    const both = await Promise.all([1, 2].map(() => collect(link, authority.privateKey)));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(both.map(({ text }) => digestOf(text)))).toEqual(new Set([sealed?.digest]));
    // Whoever got a part cannot open it, and fetches it again.
    const text = String(both[0]?.text);
    expect(() => receiptIn(text.slice(0, -100), authority.privateKey)).toThrow();
    expect(digestOf((await collect(link, authority.privateKey)).text)).toBe(sealed?.digest);
    const receipt = receiptIn(text, authority.privateKey);
    const receipts = await Promise.all([1, 2].map(() => post(link, { receipt })));
    expect(receipts.map(({ status }) => status).sort()).toEqual([200, 410]);
    const actions = (await trailAbout(cloud, id)).map((row) => textOf(row, 'action'));
    expect(actions.filter((action) => action === 'COLLECT_DISCLOSURE')).toHaveLength(3);
    expect(actions.filter((action) => action === 'CONFIRM_RECEIPT')).toHaveLength(1);
    const told = () => ownDisclosures(cloud, customer.token);
    await eventually(async () => (await told()).find((one: Shown) => one.id === id));
  }, 60_000);

  test('P6.5: is destroyed when nobody came in time, and then nothing was given', async () => {
    const { id } = await sealedDisclosure(cloud, legal, asked());
    const link = await linkTo(cloud, legal.one, id);
    const row = await rowOf(id);
    const over = { S: inDays(-0.001) };
    const held = { M: { ...row.package?.M, expiresAt: over } } as never;
    await overwrite(cloud, 'records', { ...row, package: held, dueAt: { S: `${over.S}#${id}` } });
    // Nothing waits for the clock.
    expect((await openPage(link)).status).toBe(410);
    expect(await packagesOf(cloud, id)).toHaveLength(1);
    await cloud.invoke('clock', {});
    await eventually(async () => ((await packagesOf(cloud, id)).length === 0 ? true : undefined));
    expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'EXPIRED' });
    await eventually(async () => {
      const [result] = await resultsOf(cloud, legal.one, id);
      return result.result === 'NOT_GIVEN' ? result : undefined;
    });
  });

  test('P6.5: one that is revoked, or whose recipient is, cannot be collected any more', async () => {
    const first = await sealedDisclosure(cloud, legal, asked());
    const link = await linkTo(cloud, legal.one, first.id);
    done(await revokeDisclosure(cloud, legal.one, { id: first.id, reason: 'the order was withdrawn' }));
    expect((await openPage(link)).status).toBe(410);
    await eventually(async () => ((await packagesOf(cloud, first.id)).length === 0 ? true : undefined));

    const setKey = (recipientId: string) =>
      setRecipientKey(cloud, legal.one, { recipientId, key: recipientKeys().key });
    const revoke = (recipientId: string) => revokeRecipient(cloud, legal.one, { recipientId });
    // With another key the order is decided anew.
    for (const [state, act] of [
      ['VERIFIED', setKey],
      ['REVOKED', revoke],
    ] as const) {
      const other = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
      const { id } = await sealedDisclosure(cloud, legal, asked({ recipientId: other.id }));
      const waiting = await linkTo(cloud, legal.one, id);
      done(await act(other.id));
      expect((await collect(waiting, other.privateKey)).status).toBe(410);
      expect(await inState(cloud, legal.one, id, state)).toMatchObject({
        cause: 'RECIPIENT_NOT_VERIFIED',
        handedOutAt: null,
      });
      expect(
        (await trailAbout(cloud, id)).find((row) => textOf(row, 'action') === 'COLLECT_DISCLOSURE'),
      ).toMatchObject({
        outcome: { S: 'REFUSED' },
        code: { S: 'RECIPIENT_NOT_VERIFIED' },
      });
    }
  }, 60_000);

  test('P6.5: by passphrase, which nobody reads who makes the link, and the other way round; in person with a receipt on paper', async () => {
    const office = await verifiedRecipient(cloud, legal, {
      kind: 'AUTHORITY',
      delivery: 'IN_PERSON',
      key: undefined,
    });
    const { id, package: sealed } = await sealedDisclosure(cloud, legal, asked({ recipientId: office.id }));
    expect(sealed?.keyThumbprint).toBeNull();
    const link = await linkTo(cloud, legal.one, id);
    expect(userErrors(await readPassphrase(cloud, legal.one, { id }))).toEqual(['INVOLVED at input.id']);
    // Each answer that shows it has a row of its own in the audit trail: a repeat shows nothing.
    const call = { id, idempotencyKey: canary('key-') };
    const answers = await Promise.all([1, 2, 3].map(() => readPassphrase(cloud, legal.other, call)));
    const shown = answers.map((one) => done<{ passphrase: string | null }>(one).passphrase);
    const [passphrase = '', ...more] = shown.filter((one) => one !== null);
    expect(passphrase).not.toBe('');
    expect(more).toEqual([]);
    const again = done<{ passphrase: string }>(await readPassphrase(cloud, legal.other, { id }));
    expect(again.passphrase).toBe(passphrase);
    expect(userErrors(await issueCollectionLink(cloud, legal.other, { id }))).toEqual([
      'INVOLVED at input.id',
    ]);
    const got = await collect(link, passphrase);
    expect(JSON.parse(openJwe(got.text, passphrase).toString()).customers[0].values.name).toBe(customer.name);
    expect(userErrors(await recordReceipt(cloud, legal.one, { id, digest: digestOf('x') }))).toEqual([
      'DIGEST_DIFFERS at input.digest',
    ]);
    done(await recordReceipt(cloud, legal.one, { id, digest: digestOf(got.text) }));
    await eventually(
      async () => (await readDisclosure(cloud, legal.one, id)).package?.destroyedAt ?? undefined,
    );
    expect(userErrors(await readPassphrase(cloud, legal.other, { id }))).toEqual(['WRONG_STATE at input.id']);
    expect(done(await readPassphrase(cloud, legal.other, call))).toEqual({ passphrase: null });
    const actions = (await trailOf(cloud, legal.other)).map((row) => textOf(row, 'action'));
    expect(actions.filter((action) => action === 'READ_PASSPHRASE')).toHaveLength(2);
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { passphrase } }] })).toEqual([]);
  }, 60_000);
});

describe('what the customer is told', () => {
  const noticesTo = async (email: string) =>
    (await mailsTo(cloud, email)).filter(({ text }) => text.includes(authority.name));

  test('P6.5: who got what, on what basis, once it has left: in the own list, and by mail, once', async () => {
    const own = await registerVerified(cloud);
    const { id } = await sealedDisclosure(cloud, legal, disclosureInput(authority.id, [own.id]));
    expect(await noticesTo(own.email)).toEqual([]);
    const link = await linkTo(cloud, legal.one, id);
    await collect(link, authority.privateKey);
    await collect(link, authority.privateKey);
    await eventually(async () => ((await noticesTo(own.email)).length > 0 ? true : undefined));
    await mailsSettled(cloud);
    const [mail, ...more] = await noticesTo(own.email);
    expect(more).toEqual([]);
    expect(mail?.text).toContain('123/QD-PA05');
    expect(mail?.text).not.toContain(own.phone);
    expect(await ownDisclosures(cloud, own.token)).toMatchObject([
      { id, recipientName: authority.name, basis: 'LEGAL_ORDER', fields: ['NAME', 'PHONE'], result: 'GIVEN' },
    ]);
  }, 60_000);

  test('P6.5: nothing before the day that the order names, in no list and no mail; and then at once', async () => {
    const own = await registerVerified(cloud);
    const order = orderInput({ withheldUntil: inDays(10) });
    const input = disclosureInput(authority.id, [own.id], { order });
    const { id } = await sealedDisclosure(cloud, legal, input);
    await collect(await linkTo(cloud, legal.one, id), authority.privateKey);
    const job = await eventually(async () => {
      const jobs = await recordsOf(cloud, 'JOB');
      return jobs.find((one) => textOf(one, 'id') === `${id}-given` && textOf(one, 'leaseUntil') > inDays(9));
    });
    await mailsSettled(cloud);
    expect(await noticesTo(own.email)).toEqual([]);
    expect(await ownDisclosures(cloud, own.token)).toEqual([]);
    expect(await resultsOf(cloud, legal.one, id)).toMatchObject([{ result: 'GIVEN', toldAt: null }]);

    const later = await startBeside(cloud, { functions: ['api', 'packages'], hoursAhead: 11 * 24 });
    try {
      const NewImage = { ...job, state: { S: 'QUEUED' } };
      const dynamodb = { SequenceNumber: '1', NewImage };
      const Records = [{ eventID: id, eventName: 'MODIFY', dynamodb }];
      expect((await later.invoke('packages', { Records })).error).toBeUndefined();
    } finally {
      await later.stop();
    }
    expect(await resultsOf(cloud, legal.one, id)).toMatchObject([{ result: 'GIVEN' }]);
    const [result] = await resultsOf(cloud, legal.one, id);
    expect(result.toldAt).not.toBeNull();
    const mails = (await recordsOf(cloud, 'MAIL')).filter(
      (mail) =>
        textOf(mail, 'template') === 'DISCLOSURE_NOTICE' && textOf(mail, 'pk').includes(localIdOf(own.id)),
    );
    expect(mails).toHaveLength(1);
  }, 90_000);
});

describe('sealing', () => {
  test('P6.5: each customer of an order has a result of their own, and an order is answered where there is nothing', async () => {
    const input = asked({
      order: orderInput({ scope: ['NAME', 'BILLING_NAME'] }),
      fields: ['NAME', 'BILLING_NAME'],
      customerIds: [customer.id, neighbour.id],
    });
    const sealed = await sealedDisclosure(cloud, legal, input);
    expect(await resultsOf(cloud, legal.one, sealed.id)).toMatchObject([
      { customerId: customer.id, result: 'PENDING', fields: ['NAME'] },
      { customerId: neighbour.id, result: 'PENDING', fields: ['NAME'] },
    ]);
    const nothing = { ...input, fields: ['BILLING_NAME'], order: orderInput({ scope: ['BILLING_NAME'] }) };
    const empty = await sealedDisclosure(cloud, legal, nothing);
    expect(saidBy(String(empty.package?.manifest)).customers).toEqual([]);
    expect(await resultsOf(cloud, legal.one, empty.id)).toMatchObject([
      { result: 'NOTHING_TO_GIVE', fields: [] },
      { result: 'NOTHING_TO_GIVE', fields: [] },
    ]);
  }, 60_000);
});
