import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { trailOf } from '../harness/employees.ts';
import { changes, overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
beforeAll(async () => {
  cloud = await startTestCloud({ policy: false });
  officer = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

const mutation = `mutation Register($input: RegisterOffSiteLinkInput!) {
  registerOffSiteLink(input: $input) { link { url title owner notice } errors { code path } }
}`;
const linkTo = (word: string) => ({
  url: `https://partner.test/${word}`,
  title: { vi: `Đối tác ${word}`, en: `Partner ${word}` },
  owner: `team ${word}`,
});
const register = (input: Readonly<Record<string, unknown>>, token = officer) =>
  cloud.ask(mutation, { token, variables: { input: { idempotencyKey: canary('key-'), ...input } } });
const ask = async (url: string, language = 'en', token?: string) => {
  const query = `query Link($url: String!, $language: Language!) {
    offSiteLink(url: $url, language: $language) {
      isOurs refusal url isRedirect notice host { ascii unicode warnings } registered { url title }
    }
  }`;
  return (await cloud.ask(query, { token, variables: { url, language } })).data.offSiteLink;
};
const listed = async () => {
  const found: { url: string; title: string }[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await cloud.ask(
      'query Links($after: String) { offSiteLinks(first: 2, after: $after, language: vi) { nodes { url title notice } pageInfo { hasNextPage endCursor } } }',
      { variables: { after } },
    );
    found.push(...data.offSiteLinks.nodes);
    ({ hasNextPage: more, endCursor: after } = data.offSiteLinks.pageInfo);
  }
  return found;
};

test('P5.1: a link that is registered is in the public list and known by its address, in both languages', async () => {
  const words = [canary(), canary(), canary()];
  for (const word of words) expect(userErrors(await register(linkTo(word)))).toEqual([]);
  expect((await listed()).map(({ title }) => title).slice(0, 3)).toEqual(
    words.toReversed().map((word) => `Đối tác ${word}`),
  );
  const [word = ''] = words;
  const { url } = linkTo(word);
  expect((await ask(url)).registered).toEqual({ url, title: `Partner ${word}` });
  // The same address, however it is written.
  for (const same of [`HTTPS://Partner.TEST:443/${word}`, `${url}#part`, `https://x@partner.test/${word}`])
    expect((await ask(same, 'vi')).registered.title).toBe(`Đối tác ${word}`);
  expect((await ask(`${url}/other`)).registered).toBeNull();
  // What stands within a link of ours is another link.
  expect((await ask(`https://cloudfly.vn/?to=${url}`)).registered).toBeNull();
});

test('P5.1: registered again, a link has its new title and owner and its one place; each act has its row', async () => {
  const word = canary();
  const author = await cloud.employee('privacy_officer');
  const key = canary('key-');
  const first = await register({ ...linkTo(word), idempotencyKey: key }, author);
  expect(first.data.registerOffSiteLink.link).toMatchObject({ owner: `team ${word}` });
  expect((await register({ ...linkTo(word), idempotencyKey: key }, author)).data).toEqual(first.data);
  const before = await scanTables(cloud);
  const title = { vi: canary('tên '), en: canary('name ') };
  expect(userErrors(await register({ ...linkTo(word), title, owner: 'others' }, author))).toEqual([]);
  expect(changes(before, await scanTables(cloud))).toEqual([
    '+ audit REGISTER_OFF_SITE_LINK',
    '+ records IDEMPOTENCY',
    '~ records OFF_SITE_LINK',
  ]);
  expect((await listed()).filter(({ url }) => url.endsWith(word))).toMatchObject([{ title: title.vi }]);
  expect((await trailOf(cloud, author)).map((row) => textOf(row, 'action'))).toEqual([
    'REGISTER_OFF_SITE_LINK',
    'REGISTER_OFF_SITE_LINK',
  ]);
});

test('P5.1: a link that is removed is in the register no more; that it was there stays known, and it can be placed again', async () => {
  const [word, stays] = [canary(), canary()];
  for (const one of [stays, word]) expect(userErrors(await register(linkTo(one)))).toEqual([]);
  const remove = (input: Readonly<Record<string, unknown>>, token = officer) =>
    cloud.ask(
      'mutation R($input: RemoveOffSiteLinkInput!) { removeOffSiteLink(input: $input) { link { url removedAt } errors { code path } } }',
      { token, variables: { input: { idempotencyKey: canary('key-'), ...input } } },
    );
  const { url } = linkTo(word);
  const places = async () =>
    (await listed()).filter((one) => one.url.endsWith(word) || one.url.endsWith(stays)).map((one) => one.url);
  for (const role of ['support', 'auditor', 'marketing'])
    expect(codesOf(await remove({ url }, await cloud.employee(role)))).toEqual(['FORBIDDEN']);
  for (const none of ['https://partner.test/nothing', 'no address', 'javascript:alert(1)', ''])
    expect(userErrors(await remove({ url: none }))).toEqual(['NOT_FOUND at input.url']);
  expect(await places()).toEqual([url, linkTo(stays).url]);

  const author = await cloud.employee('privacy_officer');
  const key = canary('key-');
  const removed = await remove({ url: `${url}#part`, idempotencyKey: key }, author);
  expect(removed.data.removeOffSiteLink.link).toEqual({ url, removedAt: expect.stringMatching(/Z$/) });
  expect((await remove({ url: `${url}#part`, idempotencyKey: key }, author)).data).toEqual(removed.data);
  expect(userErrors(await remove({ url }))).toEqual(['NOT_FOUND at input.url']);
  expect(await places()).toEqual([linkTo(stays).url]);
  expect(await ask(url)).toMatchObject({ isOurs: false, registered: null });
  const rows = (await recordsOf(cloud, 'OFF_SITE_LINK')).filter((row) => textOf(row, 'url') === url);
  expect(rows.map((row) => textOf(row, 'owner'))).toEqual([`team ${word}`]);
  expect((await trailOf(cloud, author)).map((row) => textOf(row, 'action'))).toEqual([
    'REMOVE_OFF_SITE_LINK',
  ]);

  expect(userErrors(await register(linkTo(word)))).toEqual([]);
  expect(await places()).toEqual([url, linkTo(stays).url]);
  expect((await ask(url)).registered).toMatchObject({ url });
});

test('P5.1: two who register one link at once leave one', async () => {
  const word = canary();
  const answers = await Promise.all([1, 2, 3].map((n) => register({ ...linkTo(word), owner: `team ${n}` })));
  expect(answers.flatMap(userErrors)).toEqual([]);
  expect((await listed()).filter(({ url }) => url.endsWith(word))).toHaveLength(1);
});

test('P5.1: what is ours, no address, or misleads is not registered; nobody but the privacy officer registers', async () => {
  const before = await scanTables(cloud);
  const good = linkTo(canary());
  for (const url of [
    'https://my.cloudfly.vn/a',
    'https://cloudfly.vn/?to=https://partner.test',
    'https://cloudfly.vn@partner.test/',
    'http://partner.test/',
    'javascript:alert(1)',
    'https://partner.test\\@cloudfly.vn',
    'partner.test',
    '',
  ])
    expect(userErrors(await register({ ...good, url })), url).toEqual(['INVALID_FORMAT at input.url']);
  expect(
    userErrors(await register({ ...good, title: { vi: ' ', en: 'x'.repeat(201) }, owner: 'a\u202eb' })),
  ).toEqual([
    'REQUIRED at input.title.vi',
    'TOO_LONG at input.title.en',
    'UNSUPPORTED_CHARACTER at input.owner',
  ]);
  for (const role of ['support', 'billing', 'legal', 'marketing', 'auditor', 'operator'])
    expect(codesOf(await register(good, await cloud.employee(role)))).toEqual(['FORBIDDEN']);
  expect(codesOf(await register(good, await cloud.customer(canary('user'))))).toEqual(['FORBIDDEN']);
  const left = changes(before, await scanTables(cloud)).filter((one) => one.includes('OFF_SITE_LINK'));
  expect(left).toEqual([]);
  const owners = (token?: string) => cloud.ask('{ offSiteLinks { nodes { owner } } }', { token });
  expect(codesOf(await owners())).toEqual(['UNAUTHENTICATED']);
  expect(codesOf(await owners(await cloud.employee('support')))).toEqual(['FORBIDDEN']);
  expect((await owners(await cloud.employee('auditor'))).data.offSiteLinks.nodes).not.toEqual([]);
});

test('P5.1: a row that was put in the place of another is not shown', async () => {
  const [one, other] = [linkTo(canary()), linkTo(canary())];
  for (const link of [one, other]) expect(userErrors(await register(link))).toEqual([]);
  const items = await recordsOf(cloud, 'OFF_SITE_LINK');
  const of = (url: string) => items.find((item) => textOf(item, 'url') === url);
  const [mine, foreign] = [of(one.url), of(other.url)];
  if (!mine?.pk || !foreign) throw new Error('there are two links');
  await overwrite(cloud, 'records', { ...foreign, pk: mine.pk });
  const query = 'query Link($url: String!) { offSiteLink(url: $url) { registered { url } } }';
  expect(codesOf(await cloud.ask(query, { variables: { url: one.url } }))).toEqual(['INTERNAL_SERVER_ERROR']);
  await overwrite(cloud, 'records', mine);
  expect((await ask(one.url)).registered.url).toBe(one.url);
});

test('P5.2: every link that leaves is handed out with its notice, whoever asks; one of ours without', async () => {
  const notices = { vi: 'CloudFly không chịu trách nhiệm', en: 'CloudFly is not responsible' };
  const customer = await cloud.customer(canary('user'));
  for (const [language, words] of Object.entries(notices))
    for (const token of [undefined, customer, officer]) {
      const word = canary();
      const asked = await ask(`https://${word}.test/a`, language, token);
      expect(asked).toMatchObject({ isOurs: false, refusal: null, url: `https://${word}.test/a` });
      expect(asked.notice).toContain(words);
      const redirected = await ask(`https://my.cloudfly.vn/r?u=https://${word}.test`, language, token);
      expect(redirected).toMatchObject({ isOurs: false, isRedirect: true, host: { ascii: `${word}.test` } });
      expect(redirected.notice).toContain(words);
      expect(await ask('https://my.cloudfly.vn/a', language, token)).toMatchObject({
        isOurs: true,
        notice: null,
        registered: null,
      });
    }
  expect(userErrors(await register(linkTo(canary())))).toEqual([]);
  const { data } = await cloud.ask('{ offSiteLinks(language: vi) { nodes { notice } } }');
  for (const { notice } of data.offSiteLinks.nodes) expect(notice).toContain(notices.vi);
});

test('P5.2: a look-alike of ours is shown for what it is, and what is no web address is refused', async () => {
  expect(await ask('https://clоudfly.vn/login')).toMatchObject({
    isOurs: false,
    host: {
      ascii: 'xn--cludfly-bjg.vn',
      unicode: 'clоudfly.vn',
      warnings: ['MIXED_SCRIPTS', 'LOOKS_LIKE_OURS'],
    },
  });
  for (const [url, refusal] of [
    ['javascript:alert(1)', 'NOT_WEB'],
    ['https://cloudfly.vn\\@evil.test', 'UNSAFE_CHARACTER'],
    ['/relative', 'MALFORMED'],
  ] as const)
    expect(await ask(url)).toEqual({
      isOurs: false,
      refusal,
      url: null,
      host: null,
      isRedirect: false,
      registered: null,
      notice: null,
    });
});

test('P5.2: asking about links leaves nothing behind', async () => {
  const before = await scanTables(cloud);
  const word = canary();
  await ask(`https://${word}.test/?token=${word}`);
  expect(changes(before, await scanTables(cloud))).toEqual([]);
  expect(cloud.logs.filter((line) => line.includes(word))).toEqual([]);
});
