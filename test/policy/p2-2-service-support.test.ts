import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { setConsents } from '../harness/consents.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo, waitForMails } from '../harness/mails.ts';
import { sendNotice, servedCustomer } from '../harness/notices.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const support = () => ({
  reference: canary('T-'),
  service: `${canary('d')}.vn`,
  message: `${canary('first line ')}\n\n${canary('second line ')}`,
});

test('P2.2: a word of support arrives whole, line by line, and is sealed in the table', async () => {
  const served = await servedCustomer(cloud, { changes: { language: 'en' } });
  const serviceSupport = support();
  const answer = await sendNotice(cloud, served, { serviceSupport });
  expect(userErrors(answer)).toEqual([]);
  expect(answer.data.sendNotice.mail).toMatchObject({
    purpose: 'SERVICE_SUPPORT',
    requested: { allowed: true },
  });
  const [mail] = await waitForMails(cloud, served.email, 2);
  const { reference, service, message } = serviceSupport;
  const [first = '', second = ''] = message.split('\n\n');
  for (const part of [mail?.text, mail?.html])
    for (const word of [reference, service, first, second]) expect(part).toContain(word);
  await mailsSettled(cloud);
  const values = { reference, service, first, second };
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [served.email], values }] })).toEqual([]);
});

test('P2.2, P2.6: refused, it is not sent, and the service is told why', async () => {
  const served = await servedCustomer(cloud);
  const refusal = { purpose: 'SERVICE_SUPPORT', channel: 'EMAIL', granted: false };
  expect(userErrors(await setConsents(cloud, served.token, { consents: [refusal] }))).toEqual([]);
  const serviceSupport = support();
  const answer = await sendNotice(cloud, served, { serviceSupport });
  expect(answer.data.sendNotice.mail).toMatchObject({
    state: 'SUPPRESSED',
    requested: { reason: 'REFUSED' },
  });
  await mailsSettled(cloud);
  for (const { text } of await mailsTo(cloud, served.email))
    expect(text).not.toContain(serviceSupport.reference);
});

test('P2.2: no header, hidden text or card number within', async () => {
  const served = await servedCustomer(cloud);
  const good = support();
  for (const [name, value, code] of [
    ['reference', 'T-1\r\nBcc: x@mail.example', 'UNSUPPORTED_CHARACTER'],
    ['service', 'a\nb', 'UNSUPPORTED_CHARACTER'],
    ['message', 'a\u202eb', 'UNSUPPORTED_CHARACTER'],
    ['message', 'Thẻ: 4111-1111-1111-1111', 'CARD_NUMBER_NOT_ACCEPTED'],
    ['message', 'x'.repeat(4001), 'TOO_LONG'],
    ['message', ' \n ', 'REQUIRED'],
  ] as const)
    expect(
      userErrors(await sendNotice(cloud, served, { serviceSupport: { ...good, [name]: value } })),
    ).toEqual([`${code} at input.serviceSupport.${name}`]);
});
