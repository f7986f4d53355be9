import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { queuedMail } from '../../lambda/domain/mail/enqueue-mail.ts';
import type { Letter } from '../../lambda/domain/mail/letter.ts';
import type { FilledTemplate } from '../../lambda/domain/mail/templates.ts';
import { Personal } from '../../lambda/domain/pii.ts';
import { createMailComposer } from '../../lambda/mail/compose-mail.ts';
import { type MailExample, mailExamples } from '../../local/mail-examples.ts';
import { sender } from './frames.ts';

const date = new Date('2026-03-02T08:00:00.000Z');
const token = '16'.padEnd(54, '7zk3q0m1v9x2c4b6n8');
const tokenOfAll = token.replace('16', '10');
const deps = {
  now: () => date,
  from: 'CloudFly <no-reply@cloudfly.example>',
  sender,
  linksUrl: 'https://links.example',
  refusalAddress: 'refuse@mail.cloudfly.example',
  supportAddress: 'support@mail.cloudfly.example',
  ownSites: ['cloudfly.example'],
};
const compose = createMailComposer(deps);

interface Manner {
  readonly advertising?: boolean;
  readonly campaignId?: string;
}

function letterOf({ template, purpose, reference, ...example }: MailExample, manner: Manner = {}): Letter {
  const { advertising = false, campaignId } = manner;
  const draft = {
    id: '01ABC-DEF',
    customerId: 'C',
    language: 'vi',
    requestedBy: 'service:x',
    requestId: 'R',
    template,
    ...(campaignId !== undefined && { campaignId }),
  } as const;
  const queued = queuedMail(draft, purpose ?? 'POLICY_CHANGE', date);
  const mail = { ...queued, advertising, ...(reference !== undefined && { reference }) };
  const filled = { template, variables: example.variables } as FilledTemplate;
  return {
    mail,
    to: new Personal('reader@mail.example'),
    filled: new Personal(filled),
    refusing: purpose && { purpose, token, tokenOfAll },
  };
}
const parse = async (letter: Letter) => new PostalMime().parse(await compose(letter));
const headersOf = async (letter: Letter) =>
  Object.fromEntries((await parse(letter)).headers.map(({ key, value }) => [key, value]));
const example = (name: string): MailExample => {
  const found = mailExamples.find((one) => one.name === name);
  if (!found) throw new Error(`no example ${name}`);
  return found;
};

const usual = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to', 'x-request-id'];
const automation: Readonly<Record<string, readonly string[]>> = {
  REQUEST_ANSWER: [],
  REQUEST_RECEIVED: ['auto-submitted', 'x-auto-response-suppress', 'x-cloudfly-loop'],
  CORRESPONDENT_NOTICE: ['auto-submitted', 'x-auto-response-suppress', 'x-cloudfly-loop'],
};
const namesOf = ({ template, purpose, reference }: MailExample) =>
  [
    ...usual,
    ...(automation[template] ?? ['auto-submitted']),
    ...(purpose ? ['list-unsubscribe', 'list-unsubscribe-post'] : []),
    ...(reference === undefined ? [] : ['reply-to']),
  ].sort();

describe('the headers of a mail', () => {
  it.each(mailExamples)('$name: those of what can be refused, or not', async (one) => {
    const { headers } = await parse(letterOf(one));
    const names = headers.map(({ key }) => key).sort();
    expect(names).toEqual(namesOf(one));
  });

  it('say how to refuse with one click, and by mail (RFC 2369, 8058)', async () => {
    const headers = await headersOf(letterOf(example('CAMPAIGN.OWN_SITE'), { advertising: true }));
    expect(headers['list-unsubscribe']).toBe(
      `<https://links.example/links/refuse/${token}>, <mailto:refuse+${token}@mail.cloudfly.example>`,
    );
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(headers['auto-submitted']).toBe('auto-generated');
  });

  it('tell a campaign from a single mail', async () => {
    const campaign = letterOf(example('CAMPAIGN.OWN_SITE'), { campaignId: 'CAMPAIGN1' });
    expect((await headersOf(campaign)).precedence).toBe('bulk');
    expect((await headersOf(letterOf(example('SERVICE_SUPPORT')))).precedence).toBeUndefined();
  });

  it('have the label in the subject of advertising alone, whole once it is folded and encoded', async () => {
    const one = example('CAMPAIGN.OWN_SITE');
    const long = 'Ưu đãi đặc biệt '.repeat(12).trim();
    const variables = { ...one.variables, subject: long };
    const filled = { ...one, variables } as MailExample;
    expect((await parse(letterOf(filled, { advertising: true }))).subject).toBe(`[QC] ${long}`);
    expect((await parse(letterOf(filled))).subject).toBe(long);
  });

  it('about a request: an answer comes back with the reference, which its subject names too', async () => {
    const about = mailExamples.filter(({ reference }) => reference !== undefined);
    const templates = new Set(about.map(({ template }) => template));
    expect(templates).toEqual(
      new Set([
        'INFORMATION_REQUEST',
        'REQUEST_ANSWER',
        'REQUEST_RECEIVED',
        'CORRESPONDENT_NOTICE',
        'RIGHTS_ANSWER',
      ]),
    );
    for (const one of about) {
      const { replyTo, subject } = await parse(letterOf(one));
      const { reference = '' } = one;
      expect(replyTo).toMatchObject([
        { address: `support+${reference.toLowerCase()}@mail.cloudfly.example` },
      ]);
      expect(subject?.startsWith(`[${reference}] `)).toBe(true);
    }
  });

  it('what answers by itself is told what came about by itself (RFC 3834), and knows its own mail', async () => {
    for (const [name, field, value] of [
      ['REQUEST_RECEIVED', 'auto-submitted', 'auto-replied'],
      ['REQUEST_RECEIVED', 'x-auto-response-suppress', 'All'],
      ['CORRESPONDENT_NOTICE', 'auto-submitted', 'auto-replied'],
      ['CORRESPONDENT_NOTICE', 'x-cloudfly-loop', 'cloudfly-privacy'],
      ['INFORMATION_REQUEST', 'auto-submitted', 'auto-generated'],
      ['REQUEST_ANSWER', 'auto-submitted', undefined],
    ] as const)
      expect((await headersOf(letterOf(example(name))))[field], `${name} ${field}`).toBe(value);
  });

  it('a support address that leaves no room for a reference makes no mail about a request', async () => {
    for (const supportAddress of [`${'s'.repeat(50)}@x.example`, 'x', 's@x.example\r\nBcc: y@z'])
      await expect(
        createMailComposer({ ...deps, supportAddress })(letterOf(example('REQUEST_ANSWER'))),
      ).rejects.toThrow(TypeError);
  });

  it('a refusal address that leaves no room for a token, or is none, makes no mail', async () => {
    for (const refusalAddress of ['unsubscribe@x.example', 'x', 'a b@x.example', 'r@x.example>\r\nBcc: y@z'])
      await expect(
        createMailComposer({ ...deps, refusalAddress })(letterOf(example('SERVICE_SUPPORT'))),
      ).rejects.toThrow(TypeError);
  });
});

/** Values of variables that are free: instants, codes and names of fields are not. */
const isFree = (value: string) => !/^(\d{4}-\d\d-\d\dT.*|[A-Z]+(_[A-Z]+)*|[a-z]+([A-Z][a-z]+)*)$/.test(value);
const withFree = (value: unknown, next: () => string): unknown => {
  if (typeof value === 'string') return isFree(value) ? next() : value;
  if (Array.isArray(value)) return value.map((one) => withFree(one, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withFree(one, next)]));
};

describe('whatever a variable holds', () => {
  const breaks = fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    '\u2028',
    '\u2029',
    '\u0085',
    '\0',
    '\t',
    '',
  );
  const long = fc.constantFrom('', 'x'.repeat(2000), 'ư'.repeat(500), `${'từ '.repeat(400)}`);
  const hostile = fc
    .tuple(
      fc.string({ unit: 'binary', maxLength: 20 }),
      breaks,
      fc.constantFrom('Bcc: x@evil.test', 'X-Evil: 1', '--', '.'),
      long,
    )
    .map(
      ([start, lineBreak, header, rest]) => `${start}${lineBreak}${header}${lineBreak}${rest}${lineBreak}.`,
    );

  it.each(mailExamples)('$name has the headers it always has, and two parts', async (one) => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 10, maxLength: 10 }), async (values) => {
        let n = 0;
        const variables = withFree(one.variables, () => values[n++ % values.length] ?? '');
        const letter = letterOf({ ...one, variables } as MailExample, { advertising: true });
        const raw = await compose(letter);
        const mail = await new PostalMime().parse(raw);
        expect(mail.headers.map(({ key }) => key).sort()).toEqual(namesOf(one));
        expect(mail.to).toMatchObject([{ address: 'reader@mail.example' }]);
        expect([mail.bcc ?? [], mail.cc ?? [], mail.attachments]).toEqual([[], [], []]);
        expect(mail.subject).toMatch(/^\[QC\] [^\p{Cc}\p{Zl}\p{Zp}]*$/u);
        expect(mail.html).toContain('</html>');
        expect(mail.text).toContain('CloudFly');
        const lines = Buffer.from(raw).toString('latin1').split('\r\n');
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
      }),
      { numRuns: 15 },
    );
  });
});
