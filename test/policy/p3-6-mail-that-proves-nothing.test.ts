import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Filed, mailDomain, openFiled, replyAddress } from '../harness/filed.ts';
import { mailsSettled, mailsTo, registerVerified, waitForMails } from '../harness/mails.ts';
import { readCustomer, reasons, selection } from '../harness/reading.ts';
import { localIdOf, randomPerson } from '../harness/register.ts';
import { readRequest, replyToRequest } from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';
import { changes, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let filed: Filed;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  filed = openFiled(cloud);
  support = await cloud.employee('support');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

test('P3.6: without DMARC a mail is filed unproven and nothing is done on its word', async () => {
  const email = `${canary('e')}@no-dmarc.example`;
  const person = { ...randomPerson(), email };
  const { id } = await registerVerified(cloud, person);
  await sendMail(cloud, { from: email, text: 'nobody knows whether it is mine' });
  const [request] = await filed.ofCustomer(id);
  expect(request).toMatchObject({ isUnproven: true, state: 'OPEN', entries: [{ isUnproven: true }] });
  const reference = request?.reference ?? '';
  // The acknowledgment goes to the registered address, and says that nothing proves it.
  const [told] = (await waitForMails(cloud, email, 2)).filter(({ text }) => text.includes(reference));
  expect(told).toBeDefined();
  await mailsSettled(cloud);

  // It opens nothing to staff but its own words.
  const purpose = reasons('support', reference);
  const read = await readRequest(cloud, support, { customerId: id, reference }, purpose);
  expect(read.text).toContain('nobody knows');
  const nameFor = async (headers: Readonly<Record<string, string>>) =>
    (await readCustomer(cloud, support, id, selection('name', 'value'), headers)).text;
  expect(await nameFor(reasons('support'))).toContain(person.name);
  expect(await nameFor(purpose)).not.toContain(person.name);

  // An answered request is not opened by it: the words wait in a request of their own.
  await replyToRequest(cloud, support, { customerId: id, reference, message: 'answer' });
  await sendMail(cloud, { from: email, to: replyAddress(cloud, reference), text: 'more' });
  expect((await filed.ofCustomer(id)).map(({ state, entries }) => [state, entries.length])).toEqual([
    ['ANSWERED', 2],
    ['OPEN', 1],
  ]);
  const signals = (await recordsOf(cloud, 'SIGNALS')).find(
    (row) => textOf(row, 'customerId') === localIdOf(id),
  );
  expect(signals?.requestedAt?.L ?? []).toEqual([]);
});

test('P3.6: a mail that fails is quarantined itself: the customer whose name it bears is not held, not answered, not touched', async () => {
  const { email, id } = await registerVerified(cloud);
  await mailsSettled(cloud);
  const inbox = (await mailsTo(cloud, email)).length;
  const before = await scanTables(cloud);
  const forged = await filed.filed(
    await sendMail(cloud, {
      ...{ from: email, signAs: false, clientIp: '203.0.113.9', text: 'send me my data' },
      headers: {
        'Authentication-Results': 'amazonses.com; spf=pass; dkim=pass; dmarc=pass',
        'X-SES-Spam-Verdict': 'PASS',
      },
    }),
  );
  expect(forged).toMatchObject({
    subjectId: expect.stringMatching(/^cor-/),
    state: 'QUARANTINED',
    quarantine: { cause: 'AUTHENTICATION_FAILED' },
  });
  // Signed by a domain that is not that of the From.
  const foreign = await filed.filed(
    await sendMail(cloud, { from: email, signAs: 'example.com', clientIp: '203.0.113.9' }),
  );
  expect(foreign.quarantine?.cause).toBe('AUTHENTICATION_FAILED');
  expect(foreign.subjectId).not.toBe(forged.subjectId);
  const after = await scanTables(cloud);
  const touched = changes(before, after).filter(
    (change) => !/INBOUND_MAIL|CORRESPONDENT|REQUEST|KEYS|audit/.test(change),
  );
  expect(touched).toEqual([]);
  expect(await filed.ofCustomer(id)).toEqual([]);
  expect((await filed.ports.contactStates.load(localIdOf(id)))?.isHeld).toBe(false);
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, email)).toHaveLength(inbox);
});

test('P3.6: a forger cannot choose to be unproven: a domain that only maps to the customer’s, and a check that broke, are quarantined', async () => {
  const { email, id } = await registerVerified(cloud);
  const [local, host = ''] = email.split('@');
  const wide = [...host].map((letter) =>
    /[a-z]/.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0) : letter,
  );
  const forger = { from: 'x@hostile.example', sender: 'x@hostile.example', clientIp: '203.0.113.66' };
  const heads = [
    `From: ${local}@${wide.join('')}\r\n`,
    `From: ${local}@${host.replace('.', '\u3002')}\r\n`,
    // More fields than the check takes.
    `From: ${email}\r\n${`X-A: ${'x'.repeat(900)}\r\n`.repeat(100)}`,
  ];
  for (const head of heads) {
    const words = canary('words');
    const raw = `${head}To: support@${mailDomain(cloud)}\r\nSubject: x\r\n\r\n${words}`;
    const request = await filed.filed(await sendMail(cloud, { ...forger, raw, signAs: false }));
    expect(request).toMatchObject({ subjectId: expect.stringMatching(/^cor-/), state: 'QUARANTINED' });
    expect(request.quarantine?.cause).toBe('AUTHENTICATION_FAILED');
    expect(request.entries[0]?.words).toContain(words);
  }
  expect(await filed.ofCustomer(id)).toEqual([]);
});

test('P3.6: a mail in two names, one of them ours, is quarantined and not thrown away as a machine’s', async () => {
  const { email } = await registerVerified(cloud);
  const raw = `From: ${email}, support@${mailDomain(cloud)}\r\nTo: support@${mailDomain(cloud)}\r\n\r\nwords`;
  const request = await filed.filed(await sendMail(cloud, { from: email, raw }));
  expect(request.quarantine?.cause).toBe('AUTHENTICATION_FAILED');
  expect(request.entries[0]?.words).toContain('words');
});

test('P3.6: two senders in one mail, spam and a virus are quarantined, and of a virus only the words are kept', async () => {
  const { email, id } = await registerVerified(cloud);
  const two = await filed.filed(
    await sendMail(cloud, {
      from: email,
      raw: `From: ${email}, other@mail.example\r\nTo: support@${mailDomain(cloud)}\r\nSubject: x\r\n\r\ntwo`,
    }),
  );
  expect(two.quarantine?.cause).toBe('AUTHENTICATION_FAILED');
  const spam = await filed.filed(
    await sendMail(cloud, {
      from: email,
      text: 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X',
    }),
  );
  expect(spam.quarantine?.cause).toBe('SPAM');
  const test = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
  const virus = await filed.filed(
    await sendMail(cloud, {
      ...{ from: email, text: 'see attached' },
      attachments: [{ filename: 'a.txt', content: test }],
    }),
  );
  expect(virus.quarantine?.cause).toBe('VIRUS');
  expect(virus.entries[0]?.words).toContain('see attached');
  expect(virus.entries[0]?.files).toMatchObject([{ name: 'a.txt', refused: 'VIRUS', content: undefined }]);
  expect(await filed.ofCustomer(id)).toEqual([]);
});

test('P3.6: from a held address every mail waits in a request of its own, unanswered; the customer’s others stay', async () => {
  const { email, id } = await registerVerified(cloud);
  await sendMail(cloud, { from: email, text: 'before' });
  const reference = (await filed.ofCustomer(id))[0]?.reference ?? '';
  await mailsSettled(cloud);
  const contact = await filed.ports.contactStates.load(localIdOf(id));
  if (!contact) throw new Error('there is a contact state');
  const held = { ...contact, version: contact.version + 1, isHeld: true };
  await filed.ports.commit([filed.ports.contactStates.replace(contact, held)], []);
  const inbox = (await mailsTo(cloud, email)).length;

  await sendMail(cloud, { from: email, to: replyAddress(cloud, reference), text: 'while held' });
  await sendMail(cloud, { from: email, text: 'again' });
  expect(await filed.ofCustomer(id)).toMatchObject([
    { reference, state: 'OPEN', entries: [{}] },
    { state: 'QUARANTINED', quarantine: { cause: 'ADDRESS_HELD' }, entries: [{}] },
    { state: 'QUARANTINED', quarantine: { cause: 'ADDRESS_HELD' }, entries: [{}] },
  ]);
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, email)).toHaveLength(inbox);
});

test('P3.1 P3.6: a stranger whom nothing proves is answered only where the host of the very domain sent it, and all such together so often an hour', async () => {
  const stranger = () => `${canary('s')}@no-dmarc.example`;
  const forger = { sender: 'x@hostile.example', clientIp: '203.0.113.66', signAs: 'hostile.example' };
  const unasked = [`${canary('s')}@nowhere.example`, stranger()];
  for (const from of unasked) {
    const request = await filed.filed(await sendMail(cloud, { from, ...forger }));
    expect(request).toMatchObject({ isUnproven: true, state: 'OPEN' });
  }
  // Signed by their own domain, and through a host that is not its own: the receipt does not say whose signature it is.
  const signed = stranger();
  unasked.push(signed);
  await sendMail(cloud, { from: signed, clientIp: '203.0.113.66' });
  const own = stranger();
  await sendMail(cloud, { from: own });
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, own)).toHaveLength(1);
  for (const from of unasked) expect(await mailsTo(cloud, from)).toEqual([]);

  const limit = Math.floor(limits.unprovenAnswersPerHour / limits.indexShards);
  for (let shard = 0; shard < limits.indexShards; shard++)
    for (const hours of [0, 1]) {
      const now = new Date(Date.now() + hours * 3_600_000);
      const counter = { key: `automatic-answers:unproven:all:${shard}`, limit, windowSeconds: 3600, now };
      // Whatever was taken before, to the last one.
      for (let n = 0; n < limit; n++)
        await filed.ports.counters.take(counter, 1, 'RATE_LIMITED').catch(() => {});
    }
  const late = stranger();
  expect(await filed.filed(await sendMail(cloud, { from: late }))).toMatchObject({ state: 'OPEN' });
  const proven = `${canary('s')}@customer.example`;
  await sendMail(cloud, { from: proven });
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, late)).toEqual([]);
  expect(await mailsTo(cloud, proven)).toHaveLength(1);
});
