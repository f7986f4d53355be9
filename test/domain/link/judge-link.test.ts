import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createOffSiteTest, judgeLink } from '../../../lambda/domain/link/judge-link.ts';
import { isOneSlip } from '../../../lambda/domain/link/looks-like.ts';
import { createOwnSites } from '../../../lambda/domain/link/own-sites.ts';

const own = createOwnSites(['CloudFly.vn', 'cloudfly.example'], ['https://pages.elsewhere.test:8443/links']);
const judge = (link: string) => judgeLink(link, own);

describe('ours is', () => {
  it.each([
    'https://cloudfly.vn',
    'http://cloudfly.vn/a?b=c#d',
    'HTTPS://CLOUDFLY.VN/',
    'https://my.cloudfly.vn',
    'https://cloudfly.vn.:8443/a',
    'https://cloudfly.vn:443',
    '  https://cloudfly.vn/  ',
    'https://ｃｌｏｕｄｆｌｙ.vn/',
    'https://cloudfly。vn/',
    'https://pages.elsewhere.test/links/verify/x',
    'https://cloudfly.vn/?next=/account&q=note:+later&time=12:30',
    'https://cloudfly.vn/?next=https://my.cloudfly.vn/a%3Fb%3Dhttps%253A%252F%252Fcloudfly.example',
    'https://cloudfly.vn/?mail=mailto:a@b.example',
  ])('%s', (link) => {
    expect(judge(link)).toMatchObject({ refusal: undefined, isOurs: true, isRedirect: false });
    expect(judge(link).host?.warnings).toEqual([]);
  });
});

describe('not ours is', () => {
  it.each([
    ['https://cloudfly.vn@evil.test/', 'evil.test', ['USER_INFO']],
    ['https://cloudfly.vn:443@evil.test/', 'evil.test', ['USER_INFO']],
    ['https://@cloudfly.vn/', 'cloudfly.vn', ['USER_INFO']],
    ['https://a:b@cloudfly.vn/', 'cloudfly.vn', ['USER_INFO']],
    ['https://cloudfly.vn.evil.test/', 'cloudfly.vn.evil.test', ['LOOKS_LIKE_OURS']],
    ['https://notcloudfly.vn/', 'notcloudfly.vn', ['LOOKS_LIKE_OURS']],
    ['https://cloudfly.com/', 'cloudfly.com', ['LOOKS_LIKE_OURS']],
    ['https://cl0udf1y.vn/', 'cl0udf1y.vn', ['LOOKS_LIKE_OURS']],
    ['https://cloudfIy.test/', 'cloudfiy.test', ['LOOKS_LIKE_OURS']],
    ['https://my-cloud-fly.test/', 'my-cloud-fly.test', ['LOOKS_LIKE_OURS']],
    ['https://couldfly.vn/', 'couldfly.vn', ['LOOKS_LIKE_OURS']],
    ['https://doudfly.test/', 'doudfly.test', ['LOOKS_LIKE_OURS']],
    ['https://cloudflỵ.vn/', 'xn--cloudfl-n64c.vn', ['LOOKS_LIKE_OURS']],
    ['https://clоudfly.vn/', 'xn--cludfly-bjg.vn', ['MIXED_SCRIPTS', 'LOOKS_LIKE_OURS']],
    ['https://ѕсоре.test/', 'xn--e1argc3h.test', []],
    ['https://yahoо.test/', 'xn--yaho-85d.test', ['MIXED_SCRIPTS']],
    ['https://việt-nam.test/', 'xn--vit-nam-zv4c.test', []],
    ['https://東京タワーです.test/', undefined, []],
    ['https://2130706433/', '127.0.0.1', ['NUMERIC']],
    ['https://[::1]/', '[::1]', ['NUMERIC']],
    ['https://cloud.test/', 'cloud.test', []],
  ] as const)('%s', (link, host, warnings) => {
    const { isOurs, refusal, isRedirect, host: shown } = judge(link);
    expect({ isOurs, refusal, isRedirect }).toEqual({ isOurs: false, refusal: undefined, isRedirect: false });
    if (host !== undefined) expect(shown?.ascii).toBe(host);
    expect(shown?.warnings).toEqual(warnings);
  });

  it('a host in letters of another script, shown in both ways', () => {
    expect(judge('https://clоudfly.vn/').host).toMatchObject({
      ascii: 'xn--cludfly-bjg.vn',
      unicode: 'clоudfly.vn',
    });
  });
});

describe('led on by a page of ours to', () => {
  it.each([
    ['https://cloudfly.vn/redirect?url=https://evil.test/a', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=https%3A%2F%2Fevil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=https%253A%252F%252Fevil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=//evil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=%5C%5Cevil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=/%5Cevil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=%20%09https://evil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=ht%0Atps://evil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=https:evil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?url=HTTPS://cloudfly.vn@evil.test', 'evil.test'],
    ['https://cloudfly.vn/redirect?https://evil.test', 'evil.test'],
    ['https://cloudfly.vn/?a=1&b=https://cloudfly.vn/?c=https://evil.test', 'evil.test'],
    ['https://cloudfly.vn/out/https://evil.test/a', 'evil.test'],
    ['https://cloudfly.vn/out/https%3A%2F%2Fevil.test', 'evil.test'],
    ['https://cloudfly.vn//evil.test', 'evil.test'],
    ['https://cloudfly.vn/#https://evil.test', 'evil.test'],
    ['https://cloudfly.vn/#/leave?to=https://evil.test', 'evil.test'],
    ['https://cloudfly.vn/?to=javascript:alert(1)', 'cloudfly.vn'],
    ['https://cloudfly.vn/?to=https://clоudfly.vn', 'xn--cludfly-bjg.vn'],
  ])('%s', (link, host) => {
    expect(judge(link)).toMatchObject({ isOurs: false, isRedirect: true, refusal: undefined });
    expect(judge(link).host?.ascii).toBe(host);
  });
});

describe('refused is', () => {
  it.each([
    ['javascript:alert(1)', 'NOT_WEB'],
    ['JaVaScRiPt://cloudfly.vn/%0aalert(1)', 'NOT_WEB'],
    ['data:text/html,x', 'NOT_WEB'],
    ['mailto:a@cloudfly.vn', 'NOT_WEB'],
    ['ftp://cloudfly.vn', 'NOT_WEB'],
    ['java\nscript:alert(1)', 'UNSAFE_CHARACTER'],
    ['\u0000https://cloudfly.vn', 'UNSAFE_CHARACTER'],
    ['https://cloudfly.vn\\@evil.test', 'UNSAFE_CHARACTER'],
    ['https:\\\\cloudfly.vn', 'UNSAFE_CHARACTER'],
    ['https://cloudfly\u00ad.vn', 'UNSAFE_CHARACTER'],
    ['https://cloudfly.vn/\u202egpj.exe', 'UNSAFE_CHARACTER'],
    ['https://cloudfly.vn/a b', 'UNSAFE_CHARACTER'],
    ['https://cloudfly.vn/\ud800', 'UNSAFE_CHARACTER'],
    ['https:cloudfly.vn', 'MALFORMED'],
    ['https:/cloudfly.vn', 'MALFORMED'],
    ['//cloudfly.vn', 'MALFORMED'],
    ['/account', 'MALFORMED'],
    ['cloudfly.vn', 'MALFORMED'],
    ['https://', 'MALFORMED'],
    ['https://cloudfly..vn', 'MALFORMED'],
    ['https://cloudfly.vn..', 'MALFORMED'],
    ['https://cloudfly.vn:99999', 'MALFORMED'],
    ['', 'MALFORMED'],
    [`https://cloudfly.vn/${'a'.repeat(2048)}`, 'MALFORMED'],
  ])('%j', (link, refusal) => {
    expect(judge(link)).toEqual({
      refusal,
      isOurs: false,
      url: undefined,
      host: undefined,
      isRedirect: false,
    });
  });
});

test('what is called ours opens at one of our hosts, whatever text is made into a link', () => {
  const pieces = fc.constantFrom(
    ...['https:', 'http:', '//', '/', '\\', '@', ':', '.', '?', '#', '=', '&', '%2f', '%5c', '%40', '443'],
    ...[
      'cloudfly.vn',
      'CLOUDFLY',
      'evil.test',
      'vn',
      'url',
      ' ',
      '\t',
      '\u3002',
      '\u00ad',
      'о',
      '%',
      '[',
      '-',
    ],
  );
  const links = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((some) => some.join('')),
    fc.array(pieces, { maxLength: 10 }).map((some) => `https://cloudfly.vn${some.join('')}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(links, (link) => {
      const { isOurs, url, refusal, host } = judge(link);
      expect(refusal === undefined).toBe(url !== undefined && host !== undefined);
      if (url === undefined) return;
      const opened = new URL(url);
      expect([opened.username, opened.password]).toEqual(['', '']);
      expect(opened.protocol).toMatch(/^https?:$/);
      // The same link, whichever way it is read: nothing that a browser would drop changes where it goes.
      expect(new URL(link.trim()).host).toBe(opened.host);
      if (isOurs) expect(opened.hostname).toMatch(/(^|\.)cloudfly\.(vn|example)\.?$/);
      // Judging what is handed out changes nothing but what was taken out of it.
      if (!host?.warnings.includes('USER_INFO')) expect(judge(url)).toEqual({ ...judge(link), url });
    }),
    { numRuns: 2000 },
  );
});

test('an address of another site in a parameter leaves, however it is encoded', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(name, name, fc.integer({ min: 0, max: 2 }), fc.boolean(), (key, host, times, hasScheme) => {
      let to = `${hasScheme ? 'https:' : ''}//${host}.test/a?b=c`;
      for (let n = 0; n < times; n++) to = encodeURIComponent(to);
      const { isOurs, host: shown } = judge(`https://my.cloudfly.vn/x?${key}=${to}`);
      expect([isOurs, shown?.ascii]).toEqual([false, `${host}.test`]);
    }),
  );
});

test('our name in letters that look like its own is warned of', () => {
  const alike: Readonly<Record<string, string>> = {
    c: 'сᴄ',
    l: '1ł',
    o: '0оοø',
    u: 'υս',
    d: 'ԁđ',
    f: 'ƒ',
    y: 'уү',
  };
  const letters = [...'cloudfly'].map((one) => fc.constantFrom(one, one, ...(alike[one] ?? '')));
  fc.assert(
    fc.property(fc.tuple(...letters), fc.constantFrom('test', 'com', 'net'), (name, end) => {
      const { host, isOurs } = judge(`https://${name.join('')}.${end}/`);
      expect(isOurs).toBe(false);
      expect(host?.warnings).toContain('LOOKS_LIKE_OURS');
    }),
  );
});

test('a slip is one letter in, out, changed, or two changed about', () => {
  for (const one of ['abcde', 'xabcdef', 'abcdfe', 'bacdef', 'abxdef', 'abcdefx', 'bcdef', 'abcdef'])
    expect(isOneSlip(one, 'abcdef'), one).toBe(true);
  for (const one of ['abcd', 'abdecf', 'xbcdex', 'abcdefxx', ''])
    expect(isOneSlip(one, 'abcdef'), one).toBe(false);
});

test('a site of ours may be named in Unicode; a name of an address or a host of pages is none', () => {
  expect(createOwnSites(['mây-bay.vn']).has(new URL('https://mây-bay.vn').hostname)).toBe(true);
  expect(createOwnSites(['dev.cloudfly.com.vn', '127.0.0.1', 'vn']).names).toEqual(['cloudfly']);
  const off = createOffSiteTest(own);
  expect(off('https://a.elsewhere.test/')).toBe(true);
  expect(judge('https://elsewhere.test/').host?.warnings).toEqual([]);
  expect(off('x')).toBe(true);
});
