import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { handler as dispatch } from '../../lambda/dispatch.ts';
import { verificationEnds } from '../../lambda/domain/contact/issue-verification.ts';
import { resendVerification } from '../../lambda/domain/contact/resend-verification.ts';
import { updateContactDetails } from '../../lambda/domain/customer/update-contact-details.ts';
import { mailLanes } from '../../lambda/domain/mail/lane.ts';
import { sendMail } from '../../lambda/domain/mail/send-mail.ts';
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

/** What is due in every shard of every lane. */
async function dueNow(first = 10) {
  const places = mailLanes.flatMap((lane) =>
    Array.from({ length: limits.indexShards }, (_, shard) => [lane, shard] as const),
  );
  const due = await Promise.all(
    places.map(([lane, shard]) => wire().outbox.due(lane, shard, new Date(), first)),
  );
  const unreadable = due.reduce((sum, found) => sum + found.unreadable, 0);
  return { mails: due.flatMap(({ mails }) => mails), unreadable };
}

describe('the first mail', () => {
  it('goes from the outbox to the inbox; its link verifies the address', async () => {
    const email = someone();
    const { id, mailId, emailIndexes } = await cloud.register(email, 'Nguyễn Ánh');
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
    expect(await wire().emails.owner(emailIndexes)).toBe(id);
    expect(await wire().emails.claimants(emailIndexes)).toEqual([]);
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
    expect(await wire().emails.owner(owner.emailIndexes)).toBe(owner.id);
    expect(await wire().emails.claimants(owner.emailIndexes)).toEqual([asker.id]);
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
    expect(await dueNow()).toEqual({ mails: [], unreadable: 0 });
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
    const { dispatchRecords } = await import('../../lambda/runtime/dispatch-records.ts');
    const failures = [{ itemIdentifier: String(bad) }];
    const until = new Date(Date.now() + 60_000);
    expect(await dispatchRecords(broken, event, { until })).toEqual({ batchItemFailures: failures });
  });

  it('leaves to the stream what it has no time for', async () => {
    const [first, second] = [await cloud.register(someone(), 'A'), await cloud.register(someone(), 'B')];
    const { Records } = await cloud.streamEvent();
    const mine = [first, second].flatMap(({ mailId }) =>
      Records.filter(({ dynamodb }) => dynamodb.NewImage.id?.S === mailId),
    );
    const event = { Records: [...mine, { eventName: 'REMOVE', dynamodb: { SequenceNumber: 'gone' } }] };
    const ports = wireMail();
    const until = new Date();
    // The first mail is begun in time; answering it takes all there was.
    let at = until.getTime() - 1;
    const now = () => new Date(at);
    const mailTransport = {
      send: async (message: Parameters<typeof ports.mailTransport.send>[0]) => {
        at = until.getTime();
        return ports.mailTransport.send(message);
      },
    };
    const slow = Object.create(ports, { now: { value: now }, mailTransport: { value: mailTransport } });
    const { dispatchRecords } = await import('../../lambda/runtime/dispatch-records.ts');
    expect(await dispatchRecords(slow, event, { until })).toEqual({
      batchItemFailures: [{ itemIdentifier: mine[1]?.dynamodb.SequenceNumber }],
    });
    expect(await stateOf(first.id, first.mailId)).toBe('SENT');
    expect(await stateOf(second.id, second.mailId)).toBe('QUEUED');
    await dispatch(event);
    expect(await stateOf(second.id, second.mailId)).toBe('SENT');
  });

  it('passes over items of the due index that are no mail’s', async () => {
    await dispatch(await cloud.streamEvent());
    const { id, mailId } = await cloud.register(someone(), 'A');
    const row = await cloud.row(id, `MAIL#${mailId}`);
    expect(row.dueShard?.S).toMatch(/^MAIL#duty#\d\d$/);
    const odd = { ...row, pk: { S: 'ODD' }, sk: { S: 'ODD' }, dueAt: { S: '2020-01-01T00:00:00.000Z' } };
    await cloud.put(odd);
    // Throttled mails of before are not due yet; the odd one is the oldest of its shard.
    expect(await dueNow(1)).toEqual({
      mails: [{ customerId: id, mailId, dueAt: row.dueAt?.S }],
      unreadable: 1,
    });
    const until = new Date(Date.now() + 60_000);
    expect(await sweepMails(wireMail(), { by: 'clock', until, perShard: 10 })).toEqual({
      settled: 1,
      failed: 0,
    });
    await cloud.put({ pk: { S: 'ODD' }, sk: { S: 'ODD' } });
  });

  it('is sent even when the customer changes their details meanwhile', async () => {
    const email = someone();
    const { id, mailId } = await cloud.register(email, 'Sai');
    const ports = wireMail();
    const [before] = await ports.customers.load([id]);
    const call = { idempotencyKey: randomUUID(), input: { name: 'Đúng' }, expectedRevision: 1 };
    await updateContactDetails(ports, viewer(id), call);
    const [after] = await ports.customers.load([id]);
    if (!before || !after) throw new Error('a customer who registered');
    // What one batch may bring: the record from before the change, the keys from after it.
    const torn = { customer: before.customer, keyring: after.keyring };
    const load = vi.fn(ports.customers.load).mockResolvedValueOnce([torn]);
    const tearing = Object.create(ports, { customers: { value: { ...ports.customers, load } } });
    expect(await sendMail(tearing, { customerId: id, mailId, by: 'dispatch' })).toBe('SENT');
    expect(load).toHaveBeenCalledTimes(2);
    const [mail] = await cloud.inbox(email);
    // Nothing of what was registered is in it, the name neither.
    expect(`${mail?.text}${mail?.html}`).not.toMatch(/Đúng|Sai/);
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
    const [index, older] = [randomUUID(), randomUUID()];
    await commit(emails.insertClaim([index], 'OLD', new Date(Date.now() - 1000)), []);
    await commit(emails.insertClaim([index, older], 'NEW', verificationEnds(new Date())), []);
    expect(await emails.owner([index])).toBeUndefined();
    for (const known of [[index], [older], [index, older]])
      expect(await emails.claimants(known)).toEqual(['NEW']);
    await commit(emails.insertOwner([older], 'OLD'), []);
    expect(await emails.owner([index, older])).toBe('OLD');
    await expect(commit(emails.insertOwner([index, older], 'NEW'), [])).rejects.toMatchObject({
      code: 'LINK_INVALID',
    });
    expect(await emails.owner([index])).toBeUndefined();
    await expect(commit(emails.notAnothers([index, older], 'NEW'), [])).rejects.toMatchObject({
      code: 'STALE_REVISION',
    });
    await commit(emails.notAnothers([index, older], 'OLD'), []);
    await commit(emails.deleteClaim([index, older], 'NEW'), []);
    expect(await emails.claimants([index, older])).toEqual([]);
  });
});
