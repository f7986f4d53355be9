import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { idle } from '../bench/idle.ts';
import { startBeside } from '../harness/beside.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import * as d from '../harness/disclosures.ts';
import { runJob } from '../harness/jobs.ts';
import { openJwe } from '../harness/open-jwe.ts';
import * as r from '../harness/recipients.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';
import { recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let legal: r.Legal;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), packages: idle } });
  legal = await r.legalTeam(cloud);
  customer = await registerCustomer(cloud);
});
afterAll(() => cloud?.stop());

/** Runs the sealing of what was approved. */
async function seal(id: string, round = ''): Promise<d.Shown> {
  const jobs = await recordsOf(cloud, 'JOB');
  const job = jobs.find((one) => textOf(one, 'id') === `${id}-seal${round}`);
  const beside = await startBeside(cloud, { functions: ['packages'] });
  try {
    await runJob(cloud, beside, textOf(job, 'id'));
  } finally {
    await beside.stop();
  }
  return d.readDisclosure(cloud, legal.one, id);
}
const approved = (to: r.KnownRecipient) =>
  d.approvedDisclosure(cloud, legal, d.disclosureInput(to.id, [customer.id]));

test('P6.5: what was approved for one key is sealed to no other, whoever has verified that since', async () => {
  const authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  const { id } = await approved(authority);
  const { key } = r.recipientKeys();
  const set = r.done<r.KnownRecipient>(
    await r.setRecipientKey(cloud, legal.one, { recipientId: authority.id, key }),
  );
  const verifying = { recipientId: authority.id, thumbprint: set.keyThumbprint, channel: 'CALL_BACK' };
  r.done(await r.verifyRecipientKey(cloud, await cloud.employee('legal'), verifying));
  expect(await seal(id)).toMatchObject({ state: 'VERIFIED', cause: 'RECIPIENT_NOT_VERIFIED', package: null });
  r.done(await d.approveDisclosure(cloud, legal.other, { id }));
  expect(await seal(id, '-1')).toMatchObject({
    ...{ state: 'SEALED', cause: null },
    package: { keyThumbprint: set.keyThumbprint },
  });
}, 60_000);

/* The link is not ended by what programs send that try out links in mails. */
test('P6.5: what is no answer ends no link: nothing, blanks, other types of body, too much', async () => {
  const authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  const { id } = await approved(authority);
  await seal(id);
  const link = await d.linkTo(cloud, legal.one, id);
  const send = async (body: string | undefined, type?: string) => {
    const headers = { 'accept-language': 'en', ...(type && { 'content-type': type }) };
    const response = await fetch(link, { method: 'POST', headers, ...(body && { body }) });
    return response.status;
  };
  const form = 'application/x-www-form-urlencoded';
  const part = '--b\r\nContent-Disposition: form-data; name="answer"\r\n\r\nx&answer=x\r\n--b--\r\n';
  const harmless: readonly (readonly [string | undefined, string?])[] = [
    [undefined],
    ['other=x', form],
    ['answer=', form],
    ['answer=%20+%0A', form],
    [part, 'multipart/form-data; boundary=b'],
    ['{"a":"&answer=x"}', 'application/json'],
    ['answer=x', 'text/plain'],
    [`answer=x&pad=${'a'.repeat(5000)}`, form],
  ];
  for (const [body, type] of harmless) expect(await send(body, type)).toBe(400);
  const { challenge } = await d.openPage(link);
  const answer = openJwe(challenge ?? '', authority.privateKey).toString();
  expect(await d.post(link, { answer })).toMatchObject({ status: 200, type: 'application/jose' });
  const other = await d.linkTo(cloud, legal.one, id);
  const { challenge: asked } = await d.openPage(other);
  for (let times = 0; times < 6; times++) await d.post(other, { answer: 'wrong' });
  const late = openJwe(asked ?? '', authority.privateKey).toString();
  expect((await d.post(other, { answer: late })).type).not.toBe('application/jose');
}, 60_000);
