import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Filed, openFiled, replyAddress } from '../harness/filed.ts';
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

const domain = () => cloud.environment.SUPPORT_ADDRESS?.split('@')[1] ?? '';
const supportAt = (reference: string) => replyAddress(cloud, reference);
async function customerWithId() {
  const customer = await registerVerified(cloud);
  return { ...customer, customerId: localIdOf(customer.id) };
}
const requestsOf = async (id: string) => filed.requestsOf(localIdOf(id));

test('P3.6: without DMARC a mail is filed unproven and nothing is done on its word', async () => {
  const email = `${canary('e')}@no-dmarc.example`;
  const person = { ...randomPerson(), email };
  const { id } = await registerVerified(cloud, person);
  await sendMail(cloud, { from: email, text: 'nobody knows whether it is mine' });
  const [request] = await requestsOf(id);
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
  await sendMail(cloud, { from: email, to: supportAt(reference), text: 'more' });
  expect((await requestsOf(id)).map(({ state, entries }) => [state, entries.length])).toEqual([
    ['ANSWERED', 2],
    ['OPEN', 1],
  ]);
  expect(
    await recordsOf(cloud, 'SIGNALS').then((rows) => rows.map((row) => textOf(row, 'customerId'))),
  ).not.toContain(localIdOf(id));
});

test('P3.6: a mail that fails is quarantined itself: the customer whose name it bears is not held, not answered, not touched', async () => {
  const { email, id, customerId } = await customerWithId();
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
  expect(await requestsOf(id)).toEqual([]);
  expect((await filed.ports.contactStates.load(customerId))?.isHeld).toBe(false);
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, email)).toHaveLength(inbox);
});

test('P3.6: two senders in one mail, spam and a virus are quarantined, and of a virus only the words are kept', async () => {
  const { email, id } = await customerWithId();
  const two = await filed.filed(
    await sendMail(cloud, {
      from: email,
      raw: `From: ${email}, other@mail.example\r\nTo: support@${domain()}\r\nSubject: x\r\n\r\ntwo`,
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
  expect(await requestsOf(id)).toEqual([]);
});

test('P3.6: from a held address every mail waits in a request of its own, unanswered; the customer’s others stay', async () => {
  const { email, id, customerId } = await customerWithId();
  await sendMail(cloud, { from: email, text: 'before' });
  const reference = (await requestsOf(id))[0]?.reference ?? '';
  await mailsSettled(cloud);
  const contact = await filed.ports.contactStates.load(customerId);
  if (!contact) throw new Error('there is a contact state');
  const held = { ...contact, version: contact.version + 1, isHeld: true };
  await filed.ports.commit([filed.ports.contactStates.replace(contact, held)], []);
  const inbox = (await mailsTo(cloud, email)).length;

  await sendMail(cloud, { from: email, to: supportAt(reference), text: 'while held' });
  await sendMail(cloud, { from: email, text: 'again' });
  expect(await requestsOf(id)).toMatchObject([
    { reference, state: 'OPEN', entries: [{}] },
    { state: 'QUARANTINED', quarantine: { cause: 'ADDRESS_HELD' }, entries: [{}] },
    { state: 'QUARANTINED', quarantine: { cause: 'ADDRESS_HELD' }, entries: [{}] },
  ]);
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, email)).toHaveLength(inbox);
});
