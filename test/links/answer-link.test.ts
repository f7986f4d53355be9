import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { makeToken } from '../../lambda/domain/contact/link-token.ts';
import { DomainError } from '../../lambda/domain/errors.ts';
import { answerLink } from '../../lambda/links/answer-link.ts';
import { readLinkRequest } from '../../lambda/links/link-request.ts';
import { MemoryWorld } from '../domain/mail/memory-world.ts';
import { httpEvent, restEvent } from './events.ts';
import { unusedPorts } from './unused-ports.ts';

const customerId = 'CUSTOMER';

function world() {
  const made = new MemoryWorld();
  made.add(customerId, 'someone@example.test', ['index']);
  const { id, secretHash, token } = makeToken(made.ports.random);
  made.tokens.set(id, {
    id,
    purpose: 'VERIFY_EMAIL',
    secretHash,
    subjectId: customerId,
    emailIndex: 'index',
    expiresAt: new Date(made.now.getTime() + limits.verificationHours * 3_600_000).toISOString(),
    attempts: 0,
    usedAt: undefined,
  });
  const logged: unknown[] = [];
  const note = (...line: unknown[]) => void logged.push(line);
  const log = { info: note, warn: note, error: note };
  const deps = { ...made.ports, log, ...unusedPorts };
  return { made, token, logged, open: (event: object) => answerLink(deps, readLinkRequest(event)) };
}

describe('the page behind a verification link', () => {
  for (const [format, event] of [
    ['1.0', restEvent],
    ['2.0', httpEvent],
  ] as const)
    it(`shows a button on GET and acts on POST (payload format ${format})`, async () => {
      const { made, token, open } = world();
      const shown = await open(event('GET', token));
      expect(shown.statusCode).toBe(200);
      expect(shown.body).toContain('<form method="post"><button type="submit">Xác nhận</button></form>');
      expect(made.calls).toBe(0);
      const done = await open(event('POST', token));
      expect(done.statusCode).toBe(200);
      expect(done.body).toContain('Địa chỉ email đã được xác nhận');
      expect(made.owners.get('index')).toBe(customerId);
      expect(made.audit).toMatchObject([{ actor: { id: 'visitor' }, origin: { address: '192.0.2.7' } }]);
    });

  it('neither reads nor changes anything when a scanner opens it, however often', async () => {
    const { made, token, open } = world();
    for (let n = 0; n < 20; n++) {
      await open(restEvent('GET', token));
      expect((await open(restEvent('HEAD', token))).body).toBe('');
      await open(restEvent('OPTIONS', token));
    }
    expect(made.calls).toBe(0);
    expect((await open(restEvent('POST', token))).statusCode).toBe(200);
  });

  it('says what is wrong with a link, each with its status', async () => {
    const { made, token, open } = world();
    const status = async (method: string, given: string, purpose?: string) =>
      (await open(restEvent(method, given, purpose ? { purpose } : {}))).statusCode;
    expect(await status('GET', 'x')).toBe(404);
    expect(await status('POST', 'x')).toBe(404);
    expect(await status('GET', token, 'other')).toBe(404);
    expect(await status('PUT', token)).toBe(405);
    expect(await status('POST', `${'0'.repeat(26)}.${'A'.repeat(43)}`)).toBe(400);
    expect(await status('POST', `${token.slice(0, 27)}${'A'.repeat(43)}`)).toBe(400);
    made.pass(limits.verificationHours * 60);
    expect(await status('POST', token)).toBe(410);
    made.pass(-limits.verificationHours * 60);
    expect(await status('POST', token)).toBe(200);
    expect(await status('POST', token)).toBe(410);
  });

  it('asks to come back when the store cannot answer, and confirms nothing', async () => {
    const { made, token, open } = world();
    made.faults = [{ call: 1, when: 'before', kind: 'crash' }];
    const answer = await open(restEvent('POST', token));
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
    expect(made.owners.size).toBe(0);
  });

  it('puts the token into no page, no header and no log line', async () => {
    const { token, open, logged } = world();
    const wrong = `${token.slice(0, 27)}${'A'.repeat(43)}`;
    const answers = [
      await open(restEvent('GET', token)),
      await open(restEvent('POST', wrong)),
      await open(restEvent('POST', token)),
      await open(restEvent('POST', token)),
    ];
    const all = JSON.stringify([answers, logged]);
    for (const part of [...token.split('.'), 'A'.repeat(43)]) expect(all).not.toContain(part);
    expect(logged.length).toBeGreaterThan(0);
  });

  it('may load and do nothing but its own style and form', async () => {
    const { token, open } = world();
    const { headers, body } = await open(restEvent('GET', token));
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(body).not.toMatch(/<script|style=|\son\w+=|https?:/);
  });

  it('speaks the reader’s language', async () => {
    const { token, open } = world();
    const heading = async (event: object) => /<h1>(.*)<\/h1>/.exec((await open(event)).body)?.[1];
    const vi = 'Xác nhận địa chỉ email';
    const en = 'Confirm your email address';
    const asked = (acceptLanguage: string, lang?: string) =>
      restEvent('GET', token, { acceptLanguage, ...(lang ? { lang } : {}) });
    expect(await heading(restEvent('GET', token))).toBe(vi);
    expect(await heading(asked('en-GB,en;q=0.9,vi;q=0.1'))).toBe(en);
    expect(await heading(asked('vi;q=0.5, en;q=0.4'))).toBe(vi);
    expect(await heading(asked('fr, en;q=0'))).toBe(vi);
    expect(await heading(asked('vi', 'en'))).toBe(en);
    expect(await heading(asked(';;q=,,*', 'xx'))).toBe(vi);
  });
});

describe('the page behind a refusal link', () => {
  it('asks to come back when the keys are not to be had', async () => {
    const { made, logged } = world();
    const note = (...line: unknown[]) => void logged.push(line);
    const ready = () => Promise.reject(new DomainError('TEMPORARILY_UNAVAILABLE'));
    const log = { info: note, warn: note, error: note };
    const deps = { ...made.ports, log, refusalTokens: { ready }, ...unusedPorts };
    const token = '16'.padEnd(54, '7zk3q0m1v9x2c4b6n8');
    for (const method of ['GET', 'POST']) {
      const answer = await answerLink(deps, readLinkRequest(restEvent(method, token, { purpose: 'refuse' })));
      expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
      expect(JSON.stringify([answer, logged])).not.toContain(token);
    }
    expect(made.calls).toBe(0);
  });

  it('tells the button of a mail program from the page’s own', () => {
    const isOneClick = (body: string | null, isBase64Encoded = false) =>
      readLinkRequest({ ...restEvent('POST', 'x', { purpose: 'refuse' }), body, isBase64Encoded }).isOneClick;
    const part = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--';
    expect(isOneClick('List-Unsubscribe=One-Click')).toBe(true);
    expect(isOneClick(part)).toBe(true);
    expect(isOneClick(Buffer.from(part).toString('base64'), true)).toBe(true);
    expect([isOneClick(null), isOneClick(''), isOneClick('lang=vi')]).toEqual([false, false, false]);
  });
});
