import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { heldByStaff } from '../harness/holds.ts';
import { registerVerified } from '../harness/mails.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { openSupportRequest, ownRequests } from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

test('P3.6: who is held is reached by a request that staff open; what waits in quarantine opens no number', async () => {
  const support = await cloud.employee('support');
  const customer = await registerVerified(cloud);
  await heldByStaff(cloud, support, customer.id);
  await sendMail(cloud, { from: customer.email, text: canary('words ') });
  const [{ reference: waits }] = await ownRequests(cloud, customer.token);
  const phone = (reference: string) =>
    readCustomer(cloud, support, customer.id, 'phone { value }', reasons('support', reference));
  expect(codesOf(await phone(waits))).not.toEqual([]);
  const input = { customerId: customer.id, channel: 'PHONE', message: canary('to be called ') };
  const opened = await openSupportRequest(cloud, support, input);
  expect(userErrors(opened)).toEqual([]);
  const read = await phone(opened.data.openSupportRequest.request.reference);
  expect(codesOf(read)).toEqual([]);
  expect(read.data.customer.phone.value).toBe(customer.phone);
});
