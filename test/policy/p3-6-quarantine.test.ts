import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { trailOf } from '../harness/employees.ts';
import { heldByStaff, liftHold } from '../harness/holds.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { randomPerson } from '../harness/register.ts';
import {
  closeRequest,
  discardQuarantined,
  openedRequest,
  readRequest,
  releaseQuarantined,
  replyToRequest,
  requestInformation,
} from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';
import { textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
});
afterAll(() => cloud.stop());

/** A customer whose address is held, and one mail that came from it. */
async function quarantined(mail: Partial<Parameters<typeof sendMail>[1]> = {}) {
  const customer = await registerVerified(cloud);
  const held = await heldByStaff(cloud, support, customer.id);
  const words = canary('words ');
  await sendMail(cloud, { from: customer.email, text: words, ...mail });
  const [{ reference }] = await own(customer.token, 'reference');
  return { customer, held, words, named: { customerId: customer.id, reference } };
}

const own = async (token: string, fields: string, headers = {}) => {
  const query = `{ me { requests(first: 2) { nodes { ${fields} } } } }`;
  return (await cloud.ask(query, { token, headers })).data.me.requests.nodes;
};

interface Waiting {
  readonly reference: string;
  readonly customerId: string;
  readonly quarantine: { readonly cause: string; readonly since: string };
}
async function waiting(): Promise<readonly Waiting[]> {
  const found: Waiting[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const query = `query W($after: String) { requests(filter: { state: QUARANTINED }, first: 5, after: $after) {
      nodes { reference customerId state openedAt quarantine { cause since decision } }
      pageInfo { hasNextPage endCursor } } }`;
    const { data } = await cloud.ask(query, { token: support, variables: { after } });
    found.push(...data.requests.nodes);
    ({ hasNextPage: more, endCursor: after } = data.requests.pageInfo);
  }
  return found;
}

const nameOf = (reference: string, id: string) =>
  readCustomer(cloud, support, id, 'name { value }', reasons('support', reference));
const wordsOf = (named: { customerId: string; reference: string }, by = named.reference) =>
  readRequest(cloud, support, named, reasons('support', by), 'entries { kind words }');

describe('what waits', () => {
  test('P3.6: stands in the work list with its cause and its age, is shown to the customer, and is answered by nobody', async () => {
    const { customer, named, words } = await quarantined();
    const { reference } = named;
    const mine = (await waiting()).find((one) => one.reference === reference);
    expect(mine).toEqual({
      ...{ reference, customerId: customer.id, state: 'QUARANTINED' },
      openedAt: mine?.quarantine.since,
      quarantine: { cause: 'ADDRESS_HELD', since: expect.stringMatching(/Z$/), decision: null },
    });
    const fields = 'state notice quarantine { cause decision } entries { words }';
    for (const [language, kind] of [
      ['vi', 'bảo vệ Quý khách'],
      ['en', 'to protect you'],
    ] as const)
      expect(await own(customer.token, fields, { 'accept-language': language })).toEqual([
        {
          state: 'QUARANTINED',
          notice: expect.stringContaining(kind),
          quarantine: { cause: 'ADDRESS_HELD', decision: null },
          entries: [{ words: expect.stringContaining(words) }],
        },
      ]);
    for (const token of [support, customer.token]) {
      const message = { reference, message: 'x', ...(token === support && { customerId: customer.id }) };
      expect(userErrors(await replyToRequest(cloud, token, message))).toEqual([
        'WRONG_STATE at input.reference',
      ]);
    }
    expect(userErrors(await closeRequest(cloud, support, named))).toEqual(['WRONG_STATE at input.reference']);
  });

  test('P3.6: is decided on by those who read it, and by nobody while the address is held', async () => {
    const { customer, named } = await quarantined();
    // What is decided waits for the word of the customer.
    for (const decided of [
      await releaseQuarantined(cloud, support, named),
      await discardQuarantined(cloud, support, { ...named, reason: 'not theirs' }),
    ])
      expect(userErrors(decided)).toEqual(['ADDRESS_HELD at input.reference']);
    for (const role of ['billing', 'legal', 'marketing', 'auditor', 'operator'])
      expect(codesOf(await releaseQuarantined(cloud, await cloud.employee(role), named))).toEqual([
        'FORBIDDEN',
      ]);
    expect(codesOf(await releaseQuarantined(cloud, customer.token, named))).toEqual(['FORBIDDEN']);
    expect(await own(customer.token, 'state')).toEqual([{ state: 'QUARANTINED' }]);
  });

  test('P3.6: is released by a decision once the hold is lifted, once, and goes on like any other', async () => {
    const { customer, held, named } = await quarantined();
    await liftHold(cloud, support, held);
    const officer = await cloud.employee('privacy_officer');
    const idempotencyKey = canary('key-');
    const release = () => releaseQuarantined(cloud, officer, { ...named, idempotencyKey });
    const before = Date.now();
    const answer = await release();
    expect(answer.data.releaseQuarantined.request).toMatchObject({ state: 'OPEN' });
    expect(Date.parse(answer.data.releaseQuarantined.request.answerDueAt)).toBeGreaterThan(
      before + 86_400_000,
    );
    expect((await release()).data).toEqual(answer.data);
    expect(userErrors(await releaseQuarantined(cloud, support, named))).toEqual([
      'WRONG_STATE at input.reference',
    ]);
    expect(await own(customer.token, 'state notice quarantine { decision }')).toEqual([
      { state: 'OPEN', notice: null, quarantine: { decision: 'RELEASED' } },
    ]);
    expect((await waiting()).map(({ reference }) => reference)).not.toContain(named.reference);
    expect(userErrors(await replyToRequest(cloud, support, { ...named, message: 'answer' }))).toEqual([]);
    expect(
      (await trailOf(cloud, officer)).map((row) => [textOf(row, 'action'), textOf(row, 'reference')]),
    ).toEqual([['RELEASE_QUARANTINED', named.reference]]);
  });

  test('P3.6: is discarded with a reason that staff alone read, and the customer is told kindly', async () => {
    const { customer, held, named, words } = await quarantined();
    await liftHold(cloud, support, held);
    await mailsSettled(cloud);
    const inbox = (await mailsTo(cloud, customer.email)).length;
    const reason = canary('reason ');
    const answer = await discardQuarantined(cloud, support, { ...named, reason });
    expect(answer.data.discardQuarantined.request).toMatchObject({ state: 'CLOSED' });
    const [shown] = await own(customer.token, 'state notice entries { kind words }');
    expect(shown).toEqual({
      state: 'CLOSED',
      notice: expect.stringContaining('set aside'),
      entries: [{ kind: 'MESSAGE', words: expect.stringContaining(words) }],
    });
    // Under its own reference it can be read as long as it is there; nothing else can.
    const read = await wordsOf(named);
    expect(read.data.request.entries).toEqual([
      { kind: 'MESSAGE', words: expect.stringContaining(words) },
      { kind: 'NOTE', words: reason },
    ]);
    expect(codesOf(await nameOf(named.reference, customer.id))).toEqual(['REFERENCE_UNKNOWN']);
    expect(userErrors(await releaseQuarantined(cloud, support, named))).toEqual([
      'WRONG_STATE at input.reference',
    ]);
    await mailsSettled(cloud);
    expect(await mailsTo(cloud, customer.email)).toHaveLength(inbox);
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { reason, words } }] })).toEqual(
      [],
    );
  });

  test('P3.6: two who decide at once: one does', async () => {
    const { held, named } = await quarantined();
    await liftHold(cloud, support, held);
    const both = await Promise.all([
      releaseQuarantined(cloud, support, named),
      discardQuarantined(cloud, await cloud.employee('support'), { ...named, reason: 'at once' }),
    ]);
    expect(both.flatMap(userErrors)).toEqual(['WRONG_STATE at input.reference']);
  });
});

describe('what its reference opens', () => {
  test('P1.1, P3.6: its own words, and nothing else of the customer, until it is released', async () => {
    const { customer, held, named, words } = await quarantined();
    const { reference } = named;
    const other = await openedRequest(cloud, customer.token);
    const first = await wordsOf(named);
    expect(first.data.request.entries).toEqual([{ kind: 'MESSAGE', words: expect.stringContaining(words) }]);
    for (const refused of [
      await nameOf(reference, customer.id),
      await wordsOf({ ...named, reference: other }, reference),
    ])
      expect([...new Set(codesOf(refused))]).toEqual(['REFERENCE_UNKNOWN']);
    const asking = { ...named, fields: ['PHONE'], why: 'to call back' };
    expect(userErrors(await requestInformation(cloud, support, asking))).toEqual([
      'NOT_FOUND at input.reference',
    ]);
    const trail = (await trailOf(cloud, support)).filter((row) => textOf(row, 'reference') === reference);
    expect(trail.map((row) => textOf(row, 'outcome'))).toEqual(
      expect.arrayContaining(['ALLOWED', 'REFUSED']),
    );

    await liftHold(cloud, support, held);
    expect(userErrors(await releaseQuarantined(cloud, support, named))).toEqual([]);
    expect((await nameOf(reference, customer.id)).data.customer.name.value).toBe(customer.name);
    expect(userErrors(await requestInformation(cloud, support, asking))).toEqual([]);
  });

  test('P1.1, P3.6: of a mail that nothing proves, as little; answered, too', async () => {
    const email = `${canary('e')}@no-dmarc.example`;
    const customer = await registerVerified(cloud, { ...randomPerson(), email });
    const words = canary('words ');
    await sendMail(cloud, { from: email, text: words });
    const [shown] = await own(customer.token, 'reference isUnproven entries { isUnproven words }');
    expect(shown).toMatchObject({
      isUnproven: true,
      entries: [{ isUnproven: true, words: expect.stringContaining(words) }],
    });
    const named = { customerId: customer.id, reference: shown.reference };
    for (let answered = 0; answered < 2; answered++) {
      expect((await wordsOf(named)).text).toContain(words);
      expect(codesOf(await nameOf(named.reference, customer.id))).toEqual(['REFERENCE_UNKNOWN']);
      await replyToRequest(cloud, support, { ...named, message: 'answer' });
    }
  });

  test('P1.1, P3.6: of a mail that failed, who it says it is from is a word of its own; released, it proves as little', async () => {
    const customer = await registerVerified(cloud);
    const words = canary('words ');
    const known = new Set((await waiting()).map(({ reference }) => reference));
    await sendMail(cloud, { from: customer.email, signAs: false, clientIp: '203.0.113.9', text: words });
    const forged = (await waiting()).find(({ reference }) => !known.has(reference));
    if (!forged) throw new Error('nothing waits');
    expect(forged.quarantine.cause).toBe('AUTHENTICATION_FAILED');
    expect(forged.customerId).not.toBe(customer.id);
    expect(await own(customer.token, 'reference')).toEqual([]);
    const named = { customerId: forged.customerId, reference: forged.reference };
    const read = (fields: string) =>
      readRequest(cloud, support, named, reasons('support', named.reference), fields);
    expect((await read('entries { words }')).text).toContain(words);
    expect((await read('correspondent { email }')).data.request.correspondent.email).toBe(customer.email);
    expect(userErrors(await releaseQuarantined(cloud, support, named))).toEqual([]);
    expect((await read('isUnproven state')).data.request).toEqual({ isUnproven: true, state: 'OPEN' });
    // Nothing of the customer whose name it bears.
    const { data, text } = await cloud.ask('query($id: ID!) { customer(id: $id) { email { value } } }', {
      token: support,
      variables: { id: customer.id },
      headers: reasons('support', named.reference),
    });
    expect(data?.customer?.email?.value ?? null).toBe(null);
    expect(text).not.toContain(customer.email);
  });
});

describe('what came with a mail', () => {
  const files = 'id name contentType bytes refused';
  const listed = `entries { attachments { ${files} } }`;

  test('P6.4: its name and its bytes are read like words, one file at a time, and recorded', async () => {
    const bytes = [randomBytes(2000), Buffer.from(canary('file '))];
    const names = [`${canary('n')}.bin`, `${canary('n')}.txt`];
    const attachments = bytes.map((content, n) => ({ filename: names[n] ?? '', content }));
    const { customer, named } = await quarantined({ attachments });
    const headers = reasons('support', named.reference);
    const token = await cloud.employee('support');
    const read = (fields: string, by: string = token, why: Readonly<Record<string, string>> = headers) =>
      readRequest(cloud, by, named, why, fields);
    const shown = (await read(listed)).data.request.entries[0].attachments;
    expect(shown.map((file: { name: string }) => file.name)).toEqual(names);
    expect(shown[1]).toMatchObject({ contentType: 'text/plain', bytes: bytes[1]?.length, refused: null });
    const [one, two] = shown.map(({ id }: { id: string }) => `attachment(id: "${id}") { content }`);
    const content = await read(two);
    expect(Buffer.from(content.data.request.attachment.content, 'base64')).toEqual(bytes[1]);
    const trail = (await trailOf(cloud, token)).map((row) => [
      row.fields?.L?.map(({ S }) => S) ?? row.fields?.SS,
    ]);
    expect(JSON.stringify(trail)).toContain('attachmentName');
    expect(JSON.stringify(trail.at(-1))).toContain('"attachment"');

    expect(codesOf(await read(two, token, {}))).toEqual(['PURPOSE_REQUIRED']);
    expect(codesOf(await read(two, await cloud.employee('billing')))).toEqual(['FORBIDDEN']);
    const another = await openedRequest(cloud, (await registerVerified(cloud)).token);
    expect(codesOf(await read(two, token, reasons('support', another)))).toEqual(['REFERENCE_UNKNOWN']);
    expect((await read('attachment(id: "none") { content }')).data.request.attachment).toBeNull();
    for (const many of [`a: ${one} b: ${two}`, 'entries { attachments { content } }'])
      expect([many, codesOf(await read(many))]).toEqual([many, ['TOO_COSTLY']]);

    // The customer reads the own; nobody reads another's.
    const mine = `request(reference: "${named.reference}") { ${listed} ${one} }`;
    const ownFiles = await cloud.ask(`{ me { ${mine} } }`, { token: customer.token });
    expect(ownFiles.data.me.request.entries[0].attachments).toEqual(shown);
    expect(Buffer.from(ownFiles.data.me.request.attachment.content, 'base64')).toEqual(bytes[0]);
    const stranger = await registerVerified(cloud);
    const theirs = await cloud.ask(`{ me { ${mine} } }`, { token: stranger.token });
    expect(theirs.data.me.request).toBeNull();
    const values = { name: names[0] ?? '', text: bytes[1]?.toString() ?? '' };
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values }] })).toEqual([]);
  });

  test('P6.4: the largest that is kept fits an answer; what is not kept says why, and has no bytes', async () => {
    const large = randomBytes(limits.attachmentBytes);
    const { customer, named } = await quarantined({
      attachments: [
        { filename: 'large.bin', content: large },
        { filename: 'run.exe', content: Buffer.from(`MZ${'\0'.repeat(400)}`) },
      ],
    });
    const larger = { filename: 'larger.bin', content: randomBytes(limits.attachmentBytes + 1) };
    await sendMail(cloud, { from: customer.email, attachments: [larger] });
    const [{ reference }] = await own(customer.token, 'reference');
    const read = async (by: string, fields: string) =>
      readRequest(cloud, support, { ...named, reference: by }, reasons('support', by), fields);
    const shown: { readonly id: string; readonly by: string; readonly refused: string | null }[] = [];
    for (const by of [named.reference, reference])
      for (const { id, refused } of (await read(by, listed)).data.request.entries[0].attachments)
        shown.push({ id, by, refused });
    expect(shown.map(({ refused }) => refused)).toEqual([null, 'EXECUTABLE', 'TOO_LARGE']);
    for (const { id, by, refused } of shown) {
      const answer = await read(by, `attachment(id: "${id}") { content }`);
      const { content } = answer.data.request.attachment;
      if (refused !== null) expect(content).toBeNull();
      else {
        expect(Buffer.from(content, 'base64').equals(large)).toBe(true);
        // What a function may answer with.
        expect(Buffer.byteLength(JSON.stringify(answer.text))).toBeLessThan(6 * 1024 * 1024 - 4096);
      }
    }
  });
});

test('P3.6: the own requests come in pages, the newest first, those that wait among them', async () => {
  const { customer, named } = await quarantined();
  const opened = [await openedRequest(cloud, customer.token), await openedRequest(cloud, customer.token)];
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page++) {
    const query = `query Own($after: String) { me { requests(first: 1, after: $after) {
      nodes { reference } pageInfo { hasNextPage endCursor } } } }`;
    const { data } = await cloud.ask(query, { token: customer.token, variables: { after } });
    seen.push(...data.me.requests.nodes.map(({ reference }: { reference: string }) => reference));
    expect(data.me.requests.pageInfo.hasNextPage).toBe(page < 2);
    after = data.me.requests.pageInfo.endCursor;
  }
  expect(seen).toEqual([...opened.reverse(), named.reference]);
  const wrong = '{ me { requests(after: "nothing") { nodes { reference } } } }';
  expect(codesOf(await cloud.ask(wrong, { token: customer.token }))).toEqual(['CURSOR_INVALID']);
});
