import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  disclosureInput,
  linkTo,
  openPage,
  post,
  readPassphrase,
  sealedDisclosure,
} from '../harness/disclosures.ts';
import {
  done,
  type KnownRecipient,
  type Legal,
  legalTeam,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { fencesOf, repository } from './fences.ts';

const page = 'docs/for-recipients.md';
let cloud: TestCloud;
let legal: Legal;
let customer: Registered;
let folder: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  customer = await registerCustomer(cloud);
  // As after `npm install jose`, in an empty folder.
  folder = await mkdtemp(join(tmpdir(), 'recipient-'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  for (const { info, text } of fencesOf(page)) {
    const name = /^file=([\w-]+\.mjs)$/.exec(info)?.[1];
    if (name) await writeFile(join(folder, name), text);
  }
});
afterAll(async () => {
  await cloud.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program of the page. @returns what it prints */
const run = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [...args], { cwd: folder })).stdout;
const put = (name: string, text: string) => writeFile(join(folder, name), text);

/** Fetches and opens a package as the page says: what is inside is in `package.json`. */
async function fetched(link: string, secretFile: string): Promise<void> {
  const { challenge } = await openPage(link);
  await put('challenge.jwe', `${challenge}\n`);
  const answer = await run('open.mjs', secretFile, 'challenge.jwe');
  const got = await post(link, { answer });
  expect(got.status).toBe(200);
  await put('package.jwe', got.text);
  await put('package.json', await run('open.mjs', secretFile, 'package.jwe'));
}

async function verified(): Promise<string> {
  const query = fencesOf(page).find(({ language }) => language === 'graphql')?.text ?? '';
  const { data } = await cloud.ask(query);
  await put('keys.json', JSON.stringify(data.receiptKeys));
  return run('verify.mjs', 'package.json', 'keys.json');
}

const sealedFor = ({ id }: KnownRecipient) =>
  sealedDisclosure(cloud, legal, disclosureInput(id, [customer.id]));

test('P6.5: docs/for-recipients.md: a key is made, the challenge answered, the package opened, verified and its receipt confirmed, by the page alone', async () => {
  const thumbprint = (await run('make-key.mjs')).trim();
  const key = await readFile(join(folder, 'public.jwk.json'), 'utf8');
  const authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY', key });
  expect(authority.keyThumbprint).toBe(thumbprint);
  const { id } = await sealedFor(authority);
  const link = await linkTo(cloud, legal.one, id);
  await fetched(link, 'private.jwk.json');
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  expect(JSON.parse(text).customers).toEqual([
    { id: localIdOf(customer.id), values: { name: customer.name, phone: customer.phone } },
  ]);
  expect(await verified()).toContain(id);
  // Whatever is changed in it is found.
  await put('package.json', text.replace(customer.name, `${customer.name}.`));
  await expect(verified()).rejects.toThrow('not what the manifest names');
  await put('package.json', text.replace('"receiptCode":"', '"receiptCode":"x'));
  await expect(verified()).rejects.toThrow('not what the manifest names');
  expect((await post(link, { receipt: JSON.parse(text).receiptCode })).status).toBe(200);
}, 120_000);

test('P6.5: docs/for-recipients.md: by passphrase', async () => {
  const office = await verifiedRecipient(cloud, legal, {
    kind: 'AUTHORITY',
    delivery: 'PASSPHRASE',
    key: undefined,
  });
  const { id } = await sealedFor(office);
  const link = await linkTo(cloud, legal.one, id);
  const { passphrase } = done<{ passphrase: string }>(await readPassphrase(cloud, legal.other, { id }));
  await put('passphrase.txt', `${passphrase}\n`);
  await fetched(link, 'passphrase.txt');
  expect(await verified()).toContain(id);
  const { receiptCode } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  expect((await post(link, { receipt: receiptCode })).status).toBe(200);
}, 120_000);
