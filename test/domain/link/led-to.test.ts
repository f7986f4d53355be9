import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { judgeLink } from '../../../lambda/domain/link/judge-link.ts';
import { createOwnSites } from '../../../lambda/domain/link/own-sites.ts';

const own = createOwnSites(['cloudfly.vn']);
const judge = (rest: string) => judgeLink(`https://cloudfly.vn${rest}`, own);
const encoded = (text: string, times: number): string =>
  times === 0 ? text : encoded(encodeURIComponent(text), times - 1);

describe('leaves by way of a page of ours (P5.2)', () => {
  it.each([
    ['/r?x=1;url=https://evil.test', 'evil.test'],
    ['/r?u=0;URL=https://evil.test', 'evil.test'],
    ['/r?state={%22u%22:%22https://evil.test%22}', 'evil.test'],
    ['/r?state={%22u%22:%22https:%5C/%5C/evil.test%22,%22v%22:1}', 'evil.test'],
    ['/r?u=(https://evil.test)', 'evil.test'],
    ['/r?u=%22https://evil.test', 'evil.test'],
    ['/r?u=https%253A%252F%252Fevil.test%25', 'evil.test'],
    ['/r?u=https%3A%2F%2Fevil.test%2', 'evil.test'],
    ['/r?u=%ff%zz%https%3A%2F%2Fevil.test', 'evil.test'],
    ['/r/https%3A%2F%2Fevil.test%25', 'evil.test'],
    ['/r/https%253A%252F%252Fevil.test%25', 'evil.test'],
    ['/redirect//evil.test', 'evil.test'],
    ['/a/..//evil.test', 'evil.test'],
    ['/redirect//evil%E3%80%82test', 'evil.test'],
    ['/redirect//2130706433', '127.0.0.1'],
    ['/redirect//[::1]/', '[::1]'],
    ['/r?u=/%09/evil.test', 'evil.test'],
    ['/r?u=%2F%5Cevil.test', 'evil.test'],
    ['/r?u=///evil.test', 'evil.test'],
    ['/r?u=//evil', 'evil'],
    ['/r?u=https:evil.test', 'evil.test'],
    ['/r?u=https:/evil.test', 'evil.test'],
    ['/r?u=https:https:/evil.test', undefined],
    ['/a//https:/evil.test', undefined],
    ['/r?u=https://cloudfly.vn,https:/evil.test', 'evil.test'],
    ['/r?u=x%20https:evil.test', 'evil.test'],
    ['/#//evil.test', 'evil.test'],
    ['/#/x?u=//evil.test', 'evil.test'],
    ['/#!https://evil.test', 'evil.test'],
    ['/%2f%2fevil.test', 'evil.test'],
    ['/%5cevil.test', 'evil.test'],
    ['//evil.test', 'evil.test'],
    ['/r?u=https://cloudfly.vn@evil.test', 'evil.test'],
    ['/r?u=https://x@cloudfly.vn/', 'cloudfly.vn'],
    ['/r?https://cloudfly.vn&x=@evil.test', 'evil.test'],
    ['/r?u=https://cloudfly.vn%26@evil.test', 'evil.test'],
    ['/r?u=https%253A%252F%252Fcloudfly.vn%2526@evil.test', 'evil.test'],
    ['/r?u={%22u%22:%22https://cloudfly.vn;@evil.test%22,%22v%22:1}', 'evil.test'],
    ['/r?u=https://cloudfly.vn;.evil.test', 'cloudfly.vn;.evil.test'],
    [`/r?u=${'https://cloudfly.vn/r?u='.repeat(9)}https://evil.test`, 'evil.test'],
    ['/r?u=feed:https://evil.test', 'evil.test'],
    ['/r?u=view-source:https://evil.test', 'evil.test'],
    ['/r?u=intent://evil.test#Intent;scheme=https;end', 'evil.test'],
    ['/r?u=feed:x', 'cloudfly.vn'],
    ['/r?u=unknown:/x', 'cloudfly.vn'],
    ['/r?u=unknown://cloudfly.vn', 'cloudfly.vn'],
    ['/r?u=javascript:alert(1)', 'cloudfly.vn'],
    ['/r?u=x;javascript:alert(1)', 'cloudfly.vn'],
    ['/r?u=java%0ascript:alert(1)', 'cloudfly.vn'],
    ['/r?u=%01javascript:alert(1)', 'cloudfly.vn'],
    ['/r?u=+javascript:alert(1)', 'cloudfly.vn'],
    ['/r?u=data:text/html,x', 'cloudfly.vn'],
    ['/r?u=DATA:text/html,x', 'cloudfly.vn'],
    [`/r?u=https://${'a'.repeat(400)}@evil.test`, 'cloudfly.vn'],
    [`/r?u=${encoded('/', 7)}`, 'cloudfly.vn'],
  ])('%s', (rest, host) => {
    const verdict = judge(rest);
    expect(verdict).toMatchObject({ isOurs: false, isRedirect: true, refusal: undefined });
    if (host !== undefined) expect(verdict.host?.ascii).toBe(host);
  });
});

describe('stays ours (P5.2)', () => {
  it.each([
    '/bookings?at=2024-05-01T12:30:00Z',
    '/bookings?at=2024-05-01T12:30:00%2B07:00',
    '/bookings?from=2024-05-01T00:00:00/2024-05-02T00:00:00',
    '/bookings?time=12:30&zone=Asia/Ho_Chi_Minh',
    '/blog//2024/05/01/news',
    '/blog//news',
    '//account',
    '/account//',
    '/a//b//c?x=1//2',
    '/orders/order:2024:17',
    '/orders?id=urn:uuid:6f1c2c0e-7a35-4f9e-9d0e-2f6b6f0f3b11',
    '/orders?id=metadata:17&key=my_data:3',
    '/laws?q=laws:12&r=news:3&s=sftp:x',
    '/login?mail=a@b.test',
    '/login?next=https://my.cloudfly.vn&mail=a@b.test',
    '/login?mail=a%2Btag%40b.test&next=%2Faccount',
    '/?mail=mailto:a@b.test',
    '/?next=/account&q=note:+later',
    '/?next=https://my.cloudfly.vn/a%3Fb%3Dhttps%253A%252F%252Fcloudfly.vn',
    '/?next=//my.cloudfly.vn/a',
    '/?state={%22u%22:%22https://cloudfly.vn%22,%22v%22:%221%22}',
    '/?state=next:https://cloudfly.vn:8443/a',
    '/?q=see+https://my.cloudfly.vn/a',
    '/?q=(https://cloudfly.vn)',
    '/?q=is+https:+safe',
    '/?q=https://',
    '/?discount=100%25&left=5%',
    '/?q=a+//+b',
    '/?q=gi%C3%A1+c%E1%BA%A3:+v%C3%A9+m%C3%A1y+bay',
    '/?q=C%2B%2B&r=AT%5CT',
    '/#/account/orders?at=12:30',
    '/#section:2',
    '/files/terms.pdf?v=1.2.3',
    '/?version=v1.0:stable&ratio=16:9',
    '/a;b=c/d,e/(f)/~g/@team',
  ])('%s', (rest) => {
    expect(judge(rest)).toMatchObject({ refusal: undefined, isOurs: true, isRedirect: false });
  });
});

test('an address of another site is seen wherever it stands in a link of ours, encoded or not (P5.2)', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'aZ09-._~!$\'()*,;:=/?&#%+@"{}', '%2', '%25', '%0a', '%ff', '//', 'é'),
    maxLength: 8,
  });
  const foreign = fc
    .webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true, size: 'small' })
    .filter((url) => !own.has(new URL(url).hostname));
  const begin = fc.constantFrom('/', '/r/', '/?', '/r?u=', '/r?a=b&u=', '/#', '/#/x?u=');
  fc.assert(
    fc.property(begin, text, foreign, fc.nat({ max: 3 }), text, (start, before, to, times, after) => {
      const link = `${start}${before}${encoded(to, times)}${after}`;
      expect(judge(link).isOurs, link).toBe(false);
    }),
    { numRuns: 400 },
  );
});
