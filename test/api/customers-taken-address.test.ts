import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, codesOf } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { follow, linkIn, mailsSettled, mailsTo, verificationLink, waitForMails } from '../harness/mails.ts';
import {
  localIdOf,
  type Registered,
  randomPerson,
  registerCustomer,
  registerMutation,
  registrationInput,
} from '../harness/register.ts';
import { overwrite, recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** Somebody who registered and confirmed the address. */
async function owner(): Promise<Registered> {
  const customer = await registerCustomer(cloud);
  expect((await follow(await verificationLink(cloud, customer.email))).status).toBe(200);
  return customer;
}
const asker = (email: string) => registerCustomer(cloud, { ...randomPerson(), email });
const isNotice = ({ links }: { links: readonly string[] }) =>
  !links.some((link) => link.includes('/verify-email/'));
const holders = async (email: string) => {
  const query = `{ findCustomer(email: "${email}") { id addressState } }`;
  return (await cloud.ask(query, { token: await cloud.staff('support') })).data.findCustomer as {
    id: string;
    addressState: string;
  }[];
};

const resend = (token: string) =>
  cloud.ask(
    'mutation ($key: String!) { resendVerification(input: { idempotencyKey: $key }) { me { id email { address state } } errors { code path message } } }',
    {
      token,
      variables: { key: canary('key-') },
    },
  );
const whole =
  '{ me { kind language email { state } revisions { contact identity } consents { acceptedVersion versionInForce choices { purpose granted } } } }';

/** Waits for the next hour when this one ends soon: limits begin anew then, for one of two who are compared. */
async function withinOneHour(): Promise<void> {
  const left = 3_600_000 - (Date.now() % 3_600_000);
  if (left < 20_000) await pause(left + 100);
}

/** An answer without what differs between any two customers. */
function shape({ status, data, errors, headers }: Answer): unknown {
  const said = JSON.stringify({ data, errors });
  const masked = said.replace(/"(id|address|requestId)":"[^"]*"|"(retryAfter)":\d+/g, '"$1$2"');
  const own = new Set(['x-request-id', 'date', 'content-length', 'retry-after']);
  const names = [...headers].map(([name, value]) => (own.has(name) ? name : `${name}: ${value}`));
  return { status, masked, names };
}

test('to the asker a taken address behaves exactly like a free one, all along', async () => {
  const { email } = await owner();
  await withinOneHour();
  const seen: unknown[][] = [];
  for (const address of [email, `${canary()}@mail.example`]) {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, { ...randomPerson(), email: address });
    const answers = [await cloud.ask(registerMutation, { token, variables: { input } })];
    await mailsSettled(cloud);
    answers.push(await cloud.ask(whole, { token }), await resend(token));
    await mailsSettled(cloud);
    answers.push(
      await resend(token),
      await resend(token),
      await resend(token),
      await cloud.ask(whole, { token }),
    );
    answers.push(await cloud.ask(registerMutation, { token, variables: { input } }));
    seen.push(answers.map(shape));
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(JSON.stringify(seen[0])).toContain('UNVERIFIED');
});

test('the owner is told, once a day however many ask, and the asker is sent nothing', async () => {
  const started = new Date().toISOString().slice(0, 10);
  const { email, name } = await owner();
  const askers = [await asker(email), await asker(email), await asker(email)];
  for (const { token } of askers) expect(codesOf(await resend(token))).toEqual([]);
  await mailsSettled(cloud);
  const mails = await mailsTo(cloud, email);
  const notices = mails.filter(isNotice);
  const days = started === new Date().toISOString().slice(0, 10) ? 1 : 2;
  expect(notices.length).toBeGreaterThanOrEqual(1);
  expect(notices.length).toBeLessThanOrEqual(days);
  // One verification of the owner's own; nothing in the notice is of any asker.
  expect(mails.filter((mail) => !isNotice(mail))).toHaveLength(1);
  for (const person of askers)
    for (const value of [person.name, person.phone, person.id, localIdOf(person.id), person.username])
      expect(JSON.stringify(notices).includes(value)).toBe(false);
  expect(notices[0]?.destinations).toEqual([email]);
  expect(name).not.toBe('');
});

test('an address that nobody has confirmed is everybody’s to confirm: the first who does has it', async () => {
  const first = await registerCustomer(cloud);
  const firstLink = await verificationLink(cloud, first.email);
  const second = await asker(first.email);
  const secondLink = linkIn((await waitForMails(cloud, first.email, 2))[0]);
  expect(secondLink).not.toBe(firstLink);
  expect((await holders(first.email)).map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());

  expect((await follow(secondLink)).status).toBe(200);
  expect((await follow(firstLink)).status).toBe(400);
  const state = async ({ token }: Registered) =>
    (await cloud.ask('{ me { email { state } } }', { token })).data.me.email.state;
  expect(await state(second)).toBe('VERIFIED');
  expect(await state(first)).toBe('UNVERIFIED');
  // The one who lost it asks again: it is the owner who hears of it.
  expect(codesOf(await resend(first.token))).toEqual([]);
  await mailsSettled(cloud);
  expect((await mailsTo(cloud, first.email)).filter(isNotice)).toHaveLength(1);
});

test('a claim on an address ends by itself', async () => {
  const { email, id } = await registerCustomer(cloud);
  expect(await holders(email)).toEqual([{ id, addressState: 'UNVERIFIED' }]);
  const claim = (await recordsOf(cloud, 'EMAIL_CLAIM')).find(
    (item) => textOf(item, 'ownerId') === localIdOf(id),
  );
  if (!claim) throw new Error('there is no claim');
  const hours = (Date.parse(textOf(claim, 'endsAt')) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(47);
  expect(hours).toBeLessThanOrEqual(48);
  await overwrite(cloud, 'records', { ...claim, endsAt: { S: new Date(Date.now() - 1000).toISOString() } });
  expect(await holders(email)).toEqual([]);
});

test('two who confirm at the same moment: one has it', async () => {
  const first = await registerCustomer(cloud);
  const links = [await verificationLink(cloud, first.email)];
  const second = await asker(first.email);
  links.push(linkIn((await waitForMails(cloud, first.email, 2))[0]));
  const pages = await Promise.all(links.map((link) => follow(link)));
  expect(pages.map(({ status }) => status).sort()).toEqual([200, 400]);
  const states = (await holders(first.email)).filter(({ addressState }) => addressState === 'VERIFIED');
  expect(states).toHaveLength(1);
  expect([first.id, second.id]).toContain(states[0]?.id);
});
