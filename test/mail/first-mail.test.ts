import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { handler as dispatch } from '../../lambda/dispatch.ts';
import { verificationEnds } from '../../lambda/domain/contact/issue-verification.ts';
import { resendVerification } from '../../lambda/domain/contact/resend-verification.ts';
import { sweepMails } from '../../lambda/domain/mail/sweep-mails.ts';
import { handler as links } from '../../lambda/links.ts';
import { wireMail } from '../../lambda/runtime/wire-mail.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { restEvent } from '../links/events.ts';
import { startMailCloud } from './mail-cloud.ts';

let cloud: Awaited<ReturnType<typeof startMailCloud>>;
beforeAll(async () => {
  cloud = await startMailCloud();
});
afterAll(() => cloud.stop());

const someone = () => `reader-${randomUUID()}@example.test`;
const viewer = (customerId: string) =>
  ({
    kind: 'customer',
    issuer: 'https://issuer.example',
    subject: customerId,
    requestId: 'request-2',
    origin: { address: '192.0.2.7' },
    language: 'vi',
  }) as const;

async function tokenIn(email: string): Promise<string> {
  const [mail] = await cloud.inbox(email);
  return /\/links\/verify-email\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

const stateOf = async (customerId: string, mailId: string) =>
  (await wire().outbox.load(customerId, mailId))?.state;

describe('the first mail', () => {
  it('goes from the outbox to the inbox; its link verifies the address', async () => {
    const email = someone();
    const { id, mailId, emailIndex } = await cloud.register(email, 'Nguyễn Ánh');
    expect(await dispatch(await cloud.streamEvent())).toEqual({ batchItemFailures: [] });
    expect(await stateOf(id, mailId)).toBe('SENT');
    expect(await cloud.inbox(email)).toMatchObject([
      { subject: 'Xác nhận địa chỉ email của Quý khách tại CloudFly' },
    ]);
    // The stream may bring the record again.
    await dispatch(await cloud.streamEvent());
    expect(await cloud.inbox(email)).toHaveLength(1);

    const token = await tokenIn(email);
    expect((await links(restEvent('GET', token))).statusCode).toBe(200);
    expect((await wire().contactStates.load(id))?.addressState).toBe('UNVERIFIED');
    expect((await links(restEvent('POST', token))).statusCode).toBe(200);
    expect(await wire().contactStates.load(id)).toMatchObject({ addressState: 'VERIFIED', version: 2 });
    expect(await wire().customers.record(id)).toMatchObject({ addressState: 'VERIFIED', version: 2 });
    expect(await wire().emails.find([emailIndex])).toEqual({ ownerId: id, claimantIds: [] });
    expect((await links(restEvent('POST', token))).statusCode).toBe(410);
  });

  it('leaves nothing readable in any table', async () => {
    const email = someone();
    const name = `Canary${randomUUID().slice(0, 8).replaceAll(/\d/g, 'x')}`;
    const { id } = await cloud.register(email, name);
    await dispatch(await cloud.streamEvent());
    const token = await tokenIn(email);
    await links(restEvent('POST', token));
    const secret = token.split('.')[1] ?? '';
    expect(secret).toHaveLength(43);
    for (const table of ['records', 'keys', 'audit']) {
      const items = await cloud.items(table);
      const text = Buffer.concat(
        items.flatMap((item) => [
          Buffer.from(JSON.stringify(item)),
          ...Object.values(item).flatMap(({ B, M }) => [
            ...(B ? [Buffer.from(B)] : []),
            ...Object.values(M ?? {}).flatMap((inner) => (inner.B ? [Buffer.from(inner.B)] : [])),
          ]),
        ]),
      );
      expect(items.length).toBeGreaterThan(0);
      for (const canary of [email, name, secret]) expect(text.includes(canary), table).toBe(false);
    }
    expect(JSON.stringify(await cloud.items('records'))).toContain(id);
  });

  it('tells the owner of a taken address instead of the asker, and the asker’s row looks on its way', async () => {
    const email = someone();
    const owner = await cloud.register(email, 'Chủ');
    await dispatch(await cloud.streamEvent());
    await links(restEvent('POST', await tokenIn(email)));
    const asker = await cloud.register(email, 'Người khác');
    await dispatch(await cloud.streamEvent());
    expect(await stateOf(asker.id, asker.mailId)).toBe('DIVERTED');
    await dispatch(await cloud.streamEvent());
    const [notice, ...earlier] = await cloud.inbox(email);
    expect(notice?.subject).toBe('Có người đăng ký CloudFly bằng địa chỉ email của Quý khách');
    expect(`${notice?.text}${notice?.html}`).not.toMatch(/Người khác|verify-email/);
    expect(earlier).toHaveLength(1);
    expect(await wire().emails.find([owner.emailIndex])).toEqual({
      ownerId: owner.id,
      claimantIds: [asker.id],
    });
  });

  it('is sent by the sweep when the stream missed it', async () => {
    const email = someone();
    const { id, mailId } = await cloud.register(email, 'Ánh');
    const until = new Date(Date.now() + 60_000);
    const found = await sweepMails(wireMail(), { by: 'clock', until, perShard: 10 });
    expect(found).toEqual({ settled: 1, failed: 0 });
    expect(await stateOf(id, mailId)).toBe('SENT');
    expect(await sweepMails(wireMail(), { by: 'clock', until, perShard: 10 })).toEqual({
      settled: 0,
      failed: 0,
    });
  });

  it('parks rows that are not what was stored, and sends the others', async () => {
    const [bad, good] = [await cloud.register(someone(), 'A'), await cloud.register(someone(), 'B')];
    const event = await cloud.streamEvent();
    await cloud.put({ ...(await cloud.row(bad.id, `MAIL#${bad.mailId}`)), attempt: { S: 'x' } });
    expect(await dispatch(event)).toEqual({ batchItemFailures: [] });
    expect((await cloud.row(bad.id, `MAIL#${bad.mailId}`)).state).toEqual({ S: 'FAILED' });
    expect(await stateOf(good.id, good.mailId)).toBe('SENT');
    const due = await Promise.all(
      Array.from({ length: limits.indexShards }, (_, shard) => wire().outbox.due(shard, new Date(), 10)),
    );
    expect(due.flat()).toEqual([]);
  });

  it('settles what SES says: refused for good, postponed when throttled', async () => {
    const one = await cloud.register(someone(), 'A');
    cloud.ses.setFault(() => ({ kind: 'refuse', code: 'MessageRejected' }));
    await dispatch(await cloud.streamEvent());
    expect(await wire().outbox.load(one.id, one.mailId)).toMatchObject({
      state: 'FAILED',
      reason: 'MessageRejected',
    });
    const two = await cloud.register(someone(), 'B');
    cloud.ses.setFault(() => ({ kind: 'refuse', code: 'Throttling' }));
    await dispatch(await cloud.streamEvent());
    cloud.ses.setFault(undefined);
    expect(await wire().outbox.load(two.id, two.mailId)).toMatchObject({ state: 'QUEUED', attempt: 1 });
    await dispatch(await cloud.streamEvent());
    expect(await stateOf(two.id, two.mailId)).toBe('QUEUED');
  });

  it('reports a record alone when the store cannot answer', async () => {
    const { id } = await cloud.register(someone(), 'A');
    const event = await cloud.streamEvent();
    const bad = event.Records.findIndex(({ dynamodb }) => dynamodb.NewImage.customerId?.S === id);
    const ports = wireMail();
    const broken = Object.create(ports, {
      outbox: {
        value: {
          ...ports.outbox,
          load: (customerId: string, mailId: string) =>
            customerId === id ? Promise.reject(new Error('down')) : ports.outbox.load(customerId, mailId),
        },
      },
    });
    const { dispatchRecords } = await import('../../lambda/mail/dispatch-records.ts');
    const failures = [{ itemIdentifier: String(bad) }];
    expect(await dispatchRecords(broken, event)).toEqual({ batchItemFailures: failures });
  });
});

describe('asking for it again', () => {
  it('sends another, at most so many an hour, and the same key asks once', async () => {
    const email = someone();
    const { id } = await cloud.register(email, 'Ánh');
    const ask = (idempotencyKey: string = randomUUID()) =>
      resendVerification(wire(), viewer(id), { idempotencyKey });
    const key = randomUUID();
    expect(await ask(key)).toEqual({ customerId: id });
    expect(await ask(key)).toEqual({ customerId: id });
    for (let more = 1; more < limits.resendPerHour; more++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await dispatch(await cloud.streamEvent());
    expect(await cloud.inbox(email)).toHaveLength(1 + limits.resendPerHour);
    await links(restEvent('POST', await tokenIn(email)));
    await expect(ask()).rejects.toMatchObject({ code: 'ALREADY_VERIFIED' });
  });
});

describe('claims', () => {
  it('yield when they expire, and are found while they live', async () => {
    const { emails, commit } = wire();
    const emailIndex = randomUUID();
    await commit([emails.insertClaim(emailIndex, 'OLD', new Date(Date.now() - 1000))], []);
    await commit([emails.insertClaim(emailIndex, 'NEW', verificationEnds(new Date()))], []);
    expect(await emails.find([emailIndex])).toEqual({ ownerId: undefined, claimantIds: ['NEW'] });
    await commit([emails.insertOwner(emailIndex, 'OLD')], []);
    await expect(commit([emails.insertOwner(emailIndex, 'NEW')], [])).rejects.toMatchObject({
      code: 'LINK_INVALID',
    });
    await expect(commit([emails.notAnothers(emailIndex, 'NEW')], [])).rejects.toMatchObject({
      code: 'STALE_REVISION',
    });
    await commit([emails.notAnothers(emailIndex, 'OLD')], []);
  });
});
