import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRefusalTokens } from '../../lambda/crypto/refusal-tokens.ts';
import { environment } from '../../lambda/declared/environment.ts';
import type { ReadyRefusalTokens } from '../../lambda/domain/ports/signing.ts';
import { refusablePurposes } from '../../lambda/domain/purposes.ts';
import { createKeyStore } from '../../lambda/store/keys.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { choicesOf } from '../harness/consents.ts';
import { mailsSettled, mailsTo, registerVerified, waitForMails } from '../harness/mails.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { changes, scanTables, type Tables } from '../harness/tables.ts';

let cloud: TestCloud;
let tokens: ReadyRefusalTokens;
beforeAll(async () => {
  cloud = await startTestCloud();
  const { environment: env, dynamo, kms } = cloud;
  const aws = {
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  tokens = await createRefusalTokens({
    kms: new KMSClient({ ...aws, endpoint: kms.url }),
    keyStore: createKeyStore({
      dynamo: new DynamoDBClient({ ...aws, endpoint: dynamo.url }),
      table: cloud.tableNames.keys,
    }),
    now: () => new Date(),
    kmsKeyId: env[environment.keyRefusalLinks] ?? '',
  }).ready();
}, 60_000);
afterAll(() => cloud.stop());

const linkOf = ({ id }: Registered, purpose: Parameters<ReadyRefusalTokens['tokenOf']>[1]) =>
  `${cloud.url}/links/refuse/${tokens.tokenOf(localIdOf(id), purpose)}`;
const get = (link: string, init: RequestInit = {}) => fetch(link, init);
const consents = (...purposes: string[]) => ({
  consents: purposes.map((purpose) => ({ purpose, channel: 'EMAIL', granted: true })),
});
const multipart = () => {
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  return form;
};
/** A mail may be told delivered meanwhile. */
const changesSince = async (before: Tables) =>
  changes(before, await scanTables(cloud)).filter((change) => change !== '~ records MAIL');
const isConfirmation = ({ subject }: { subject: string }) => subject.includes('từ chối');

describe('the page behind a refusal link', () => {
  it('shows two buttons and changes nothing, whoever opens it and however often', async () => {
    const reader = await registerCustomer(cloud);
    await mailsSettled(cloud);
    const link = linkOf(reader, 'NEW_PRODUCTS');
    const before = await scanTables(cloud);
    const shown = await get(link);
    expect(shown.status).toBe(200);
    const body = await shown.text();
    expect(body).toContain('giới thiệu sản phẩm và dịch vụ mới');
    const forms = [...body.matchAll(/<form method="post"([^>]*)><button type="submit"[^>]*>([^<]*)</g)];
    expect(forms.map(([, , label]) => label)).toEqual(['Từ chối loại thư này', 'Từ chối mọi thư']);
    const all = tokens.tokenOf(localIdOf(reader.id), 'ALL');
    expect(forms.map(([, action]) => action)).toEqual(['', ` action="${all}?lang=vi"`]);
    for (let n = 0; n < 5; n++) {
      await get(link, { headers: { 'sec-purpose': 'prefetch' } });
      await get(`${link}?lang=en`);
    }
    expect(await changesSince(before)).toEqual([]);
    expect(await (await get(`${link}?lang=en`)).text()).toContain('new products and services');
    expect(body).not.toMatch(/<script|style=|\son\w+=|https?:/);
    for (const value of [reader.name, reader.email, reader.phone]) expect(body).not.toContain(value);
  });

  it.each([
    ['urlencoded', () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    ['multipart', multipart],
    ['empty', () => undefined],
  ])(
    'refuses the purpose with one POST, its body %s; repeating it is fine and writes nothing',
    async (_, body) => {
      const reader = await registerVerified(cloud, undefined, consents('NEW_PRODUCTS', 'SURVEYS'));
      const link = linkOf(reader, 'NEW_PRODUCTS');
      const post = () => get(link, { method: 'POST', body: body() ?? null });
      const first = await post();
      expect(first.status).toBe(200);
      const page = await first.text();
      expect(page).toContain('Đã từ chối');
      expect(page).toContain('giới thiệu sản phẩm và dịch vụ mới');
      expect(page).toContain('đăng nhập');
      expect(await choicesOf(cloud, reader.token)).toEqual(['NEW_PRODUCTS EMAIL no', 'SURVEYS EMAIL yes']);
      await waitForMails(cloud, reader.email, 2);
      await mailsSettled(cloud);
      const before = await scanTables(cloud);
      for (let n = 0; n < 3; n++) expect((await post()).status).toBe(200);
      expect(changes(before, await scanTables(cloud)).filter((change) => !change.includes('MAIL'))).toEqual(
        [],
      );
      expect((await mailsTo(cloud, reader.email)).filter(isConfirmation)).toHaveLength(1);
    },
  );

  it('refuses everything by the second button', async () => {
    const reader = await registerCustomer(cloud, undefined, consents('NEW_PRODUCTS', 'SURVEYS'));
    const link = linkOf(reader, 'SURVEYS');
    const action = / action="([^"]+)"/.exec(await (await get(link)).text())?.[1] ?? '';
    const answer = await get(new URL(action, link).href, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('mọi thư');
    expect(await choicesOf(cloud, reader.token)).toEqual(
      refusablePurposes.map((purpose) => `${purpose} EMAIL no`).sort(),
    );
  });

  it('says that a forged link is not valid; writes nothing, and logs nothing of it', async () => {
    const reader = await registerCustomer(cloud);
    await mailsSettled(cloud);
    const link = linkOf(reader, 'NEW_PRODUCTS');
    const forged = `${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`;
    const before = await scanTables(cloud);
    for (const wrong of [forged, `${cloud.url}/links/refuse/x`])
      for (const method of ['GET', 'POST']) {
        const answer = await get(wrong, { method });
        expect(answer.status, `${method} ${wrong}`).toBe(400);
        expect(await answer.text()).toContain('Liên kết không hợp lệ');
      }
    expect(await changesSince(before)).toEqual([]);
    await get(link, { method: 'POST' });
    const logs = cloud.logs.join('\n');
    for (const one of [link, forged]) expect(logs).not.toContain(one.slice(one.lastIndexOf('/') + 1));
    expect(logs).toContain('POST /links/refuse/{token}');
  });
});

describe('the page of a policy version', () => {
  it('is read by everybody, in both languages, and accepts nothing', async () => {
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const answers = await Promise.all(
      ['vi', 'en'].map((lang) => get(`${cloud.url}/links/policy/1?lang=${lang}`)),
    );
    const [vi = '', en = ''] = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { data } = await cloud.ask(
      '{ vi: collectionNotice(form: REGISTRATION, language: vi) { text } en: collectionNotice(form: REGISTRATION, language: en) { text } }',
    );
    const firstLine = (text: string) => text.split('\n')[0]?.trim() ?? '-';
    expect(vi).toContain(firstLine(data.vi.text));
    expect(en).toContain(firstLine(data.en.text));
    expect(await changesSince(before)).toEqual([]);
  });

  it('there is none of a version that is not there, and nothing to post', async () => {
    for (const wrong of ['2', '0', '01', 'x', '1e0'])
      expect((await get(`${cloud.url}/links/policy/${wrong}`)).status).toBe(404);
    const posted = await get(`${cloud.url}/links/policy/1`, { method: 'POST' });
    expect(posted.status).toBe(405);
    expect(posted.headers.get('allow')).toBe('GET, HEAD');
  });
});
