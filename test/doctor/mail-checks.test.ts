import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDmarc } from '../../local/doctor/checks/dmarc.ts';
import { checkMailExchanger } from '../../local/doctor/checks/mail-exchanger.ts';
import { checkReceiptRule } from '../../local/doctor/checks/receipt-rule.ts';
import { checkSendingAccount } from '../../local/doctor/checks/sending-account.ts';
import { checkSendingDomain } from '../../local/doctor/checks/sending-domain.ts';
import { checkSignedUnsubscribe } from '../../local/doctor/checks/signed-unsubscribe.ts';
import { checkSuppression } from '../../local/doctor/checks/suppression.ts';
import { type FakeAws, fakeDns, startFakeAws } from './fake-aws.ts';

const domain = 'mail.dev.cloudfly.vn';
let aws: FakeAws;
beforeAll(async () => {
  aws = await startFakeAws();
});
afterAll(() => aws.stop());

describe('the sending account', () => {
  const sound = {
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    EnforcementStatus: 'HEALTHY',
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
  };
  const look = (changed: object) =>
    checkSendingAccount(aws.stage({ 'ses /v2/email/account': { ...sound, ...changed } }));

  test('is sound', async () => {
    expect(await look({})).toEqual({ state: 'FINE', says: 'SES takes 14 mails a second and 50000 a day' });
  });

  test.each([
    [{ ProductionAccessEnabled: false }, 'sandbox'],
    [{ SendingEnabled: false }, 'does not let'],
    [{ EnforcementStatus: 'PROBATION' }, 'PROBATION'],
    [{ SendQuota: { Max24HourSend: 200, MaxSendRate: 0.5 } }, 'paced at 1'],
  ])('is not with %j', async (changed, says) => {
    const found = await look(changed);
    expect(found).toMatchObject({ state: 'MISSING', mend: expect.any(String) });
    expect(found.says).toContain(says);
  });
});

describe('the sending domain', () => {
  const sound = {
    VerifiedForSendingStatus: true,
    ConfigurationSetName: 'cloudfly-privacy-dev-mail',
    DkimAttributes: {
      SigningEnabled: true,
      Status: 'SUCCESS',
      SigningAttributesOrigin: 'AWS_SES',
      Tokens: ['t1'],
    },
    MailFromAttributes: { MailFromDomainStatus: 'SUCCESS' },
  };
  const look = (changed: object) =>
    checkSendingDomain(aws.stage({ [`ses /v2/email/identities/${domain}`]: { ...sound, ...changed } }));

  test('is sound', async () => {
    expect(await look({})).toMatchObject({ state: 'FINE' });
  });

  test.each([
    [{ VerifiedForSendingStatus: false }, 'does not know'],
    [{ DkimAttributes: { ...sound.DkimAttributes, Status: 'PENDING' } }, 'DKIM is PENDING'],
    [{ DkimAttributes: { ...sound.DkimAttributes, SigningEnabled: false } }, 'not signed'],
    [{ DkimAttributes: { ...sound.DkimAttributes, SigningAttributesOrigin: 'EXTERNAL' } }, 'own keys'],
    [{ MailFromAttributes: { MailFromDomainStatus: 'PENDING' } }, `bounce.${domain}`],
    [{ ConfigurationSetName: 'another' }, 'configuration set'],
  ])('is not with %j', async (changed, says) => {
    const found = await look(changed);
    expect(found.state).toBe('MISSING');
    expect(found.says).toContain(says);
  });

  test('names the records that are to be published', async () => {
    const found = await look({ DkimAttributes: { ...sound.DkimAttributes, Status: 'PENDING' } });
    expect(found.mend).toContain(`t1._domainkey.${domain} -> t1.dkim.amazonses.com`);
  });
});

describe('records of the mail domain', () => {
  const at = (records: Readonly<Record<string, readonly string[]>>) =>
    aws.stage({}, { dns: fakeDns(records) });

  test('DMARC is found at the domain or above it', async () => {
    for (const name of [domain, 'dev.cloudfly.vn', 'cloudfly.vn'])
      expect(await checkDmarc(at({ [`TXT _dmarc.${name}`]: ['v=DMARC1; p=reject'] }))).toMatchObject({
        state: 'FINE',
        says: `_dmarc.${name} says p=reject`,
      });
    expect(await checkDmarc(at({ 'TXT _dmarc.cloudfly.vn': ['v=spf1 -all'] }))).toMatchObject({
      state: 'MISSING',
    });
    expect(await checkDmarc(at({}))).toMatchObject({ state: 'MISSING' });
  });

  test('mail is delivered to SES alone', async () => {
    const ses = 'inbound-smtp.ap-southeast-1.amazonaws.com';
    expect(await checkMailExchanger(at({ [`MX ${domain}`]: [`${ses.toUpperCase()}.`] }))).toMatchObject({
      state: 'FINE',
    });
    const both = await checkMailExchanger(at({ [`MX ${domain}`]: [ses, 'mx.elsewhere.example'] }));
    expect(both).toMatchObject({ state: 'MISSING', says: expect.stringContaining('mx.elsewhere.example') });
    expect(await checkMailExchanger(at({}))).toMatchObject({
      state: 'MISSING',
      mend: expect.stringContaining(`MX 10 ${ses}`),
    });
  });

  test('a resolver that does not answer is no answer', async () => {
    const dead = async () => {
      throw Object.assign(new Error('queryMx ETIMEOUT'), { code: 'ETIMEOUT' });
    };
    await expect(
      checkMailExchanger(aws.stage({}, { dns: { ...fakeDns({}), resolveMx: dead } })),
    ).rejects.toThrow();
  });
});

describe('the receipt rule', () => {
  const rule = (changed: Readonly<Record<string, string>> = {}) => {
    const { name, enabled, tls, recipient, bucket } = {
      name: 'every-mail',
      enabled: 'true',
      tls: 'Require',
      recipient: domain,
      bucket: 'cloudfly-privacy-dev-inbound-mail',
      ...changed,
    };
    return `<member><Name>${name}</Name><Enabled>${enabled}</Enabled><TlsPolicy>${tls}</TlsPolicy><ScanEnabled>true</ScanEnabled>
      <Recipients><member>${recipient}</member></Recipients><Actions>
      <member><S3Action><BucketName>${bucket}</BucketName></S3Action></member>
      <member><LambdaAction><FunctionArn>arn:aws:lambda:r:1:function:f:live</FunctionArn></LambdaAction></member></Actions></member>`;
  };
  const look = (set: string | undefined, rules: string) =>
    checkReceiptRule(
      aws.stage({
        'ses DescribeActiveReceiptRuleSet': `<DescribeActiveReceiptRuleSetResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><DescribeActiveReceiptRuleSetResult>${
          set ? `<Metadata><Name>${set}</Name></Metadata>` : ''
        }<Rules>${rules}</Rules></DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResponse>`,
      }),
    );

  test('is sound where the rule set is active', async () => {
    expect(await look('cloudfly-privacy-dev-inbound', rule())).toMatchObject({ state: 'FINE' });
  });

  test('is missing where none or another is active', async () => {
    expect(await look(undefined, '')).toMatchObject({
      state: 'MISSING',
      says: 'no receipt rule set is active',
    });
    expect(await look('another', rule())).toMatchObject({
      state: 'MISSING',
      says: expect.stringContaining('another'),
    });
  });

  test.each([
    { name: 'some-mail' },
    { enabled: 'false' },
    { tls: 'Optional' },
    { recipient: 'elsewhere.example' },
    { bucket: 'elsewhere' },
  ])('is missing where it was changed: %j', async (changed) => {
    expect(await look('cloudfly-privacy-dev-inbound', rule(changed))).toMatchObject({ state: 'MISSING' });
  });
});

describe('bounces and complaints', () => {
  const path = 'ses /v2/email/configuration-sets/cloudfly-privacy-dev-mail';
  const sound = {
    SuppressionOptions: { SuppressedReasons: [] },
    SendingOptions: { SendingEnabled: true },
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
  };
  const events = ['SEND', 'DELIVERY', 'BOUNCE', 'COMPLAINT'];
  const look = (changed: object, told: readonly string[] = events, Enabled = true) =>
    checkSuppression(
      aws.stage({
        [path]: { ...sound, ...changed },
        [`${path}/event-destinations`]: {
          EventDestinations: [{ Name: 'events', Enabled, MatchingEventTypes: told }],
        },
      }),
    );

  test('reach the product, and no list keeps addresses', async () => {
    expect(await look({})).toMatchObject({ state: 'FINE' });
  });

  test.each([
    [{ SuppressionOptions: { SuppressedReasons: ['BOUNCE'] } }, 'list of its own'],
    [{ SuppressionOptions: undefined }, "account's suppression list"],
    [{ SendingOptions: { SendingEnabled: false } }, 'turned off'],
    [{ DeliveryOptions: { TlsPolicy: 'OPTIONAL' } }, 'without TLS'],
  ])('are missing with %j', async (changed, says) => {
    const found = await look(changed);
    expect(found.state).toBe('MISSING');
    expect(found.says).toContain(says);
  });

  test('are missing where SES does not tell of them', async () => {
    expect(await look({}, ['DELIVERY', 'BOUNCE'])).toMatchObject({ says: 'SES does not tell of COMPLAINT' });
    expect(await look({}, events, false)).toMatchObject({ state: 'MISSING' });
  });
});

describe('the unsubscribe headers of a mail that arrived', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  const mail = [
    `From: CloudFly <privacy@${domain}>`,
    'To: somebody@example.com',
    'Subject: [QC] News',
    'List-Unsubscribe: <https://privacy.dev.cloudfly.vn/links/refuse/x>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    '',
    'Words.',
    '',
  ].join('\r\n');
  const signed = async (headerList: readonly string[], signingDomain = domain) => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const key = { signingDomain, selector: 's1', privateKey: pem, headerList: [...headerList] };
    const { signatures } = await dkimSign(mail, { ...key, signatureData: [key] });
    return Buffer.from(signatures + mail);
  };
  const look = (received: Buffer | undefined, name = domain) =>
    checkSignedUnsubscribe(
      aws.stage({}, { received, dns: fakeDns({ [`TXT s1._domainkey.${name}`]: [record] }) }),
    );
  const all = ['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post'];

  test('are signed', async () => {
    expect(await look(await signed(all))).toEqual({
      state: 'FINE',
      says: 'both unsubscribe headers are signed',
    });
  });

  test('are not where one is left out', async () => {
    expect(await look(await signed(all.slice(0, 4)))).toMatchObject({
      state: 'MISSING',
      says: 'list-unsubscribe-post is not signed',
    });
  });

  test('are not where the signature is another domain’s, or does not hold', async () => {
    expect(await look(await signed(all, 'amazonses.com'), 'amazonses.com')).toMatchObject({
      state: 'MISSING',
    });
    const changed = Buffer.from((await signed(all)).toString().replace('links/refuse/x', 'links/refuse/y'));
    expect(await look(changed)).toMatchObject({
      state: 'MISSING',
      says: expect.stringContaining('that holds'),
    });
  });

  test('are not asked for where no mail is given', async () => {
    expect(await look(undefined)).toMatchObject({
      state: 'NOT_ASKED',
      mend: expect.stringContaining('--received'),
    });
  });
});
