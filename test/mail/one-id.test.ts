import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handler as dispatch } from '../../lambda/dispatch.ts';
import { startMailCloud } from './mail-cloud.ts';

let cloud: Awaited<ReturnType<typeof startMailCloud>>;
beforeAll(async () => {
  cloud = await startMailCloud();
});
afterAll(() => cloud.stop());

it('the id of the request that caused a mail stands in its row, in its header and in the audit rows of its sending', async () => {
  const email = `reader-${randomUUID()}@example.test`;
  const { id, mailId } = await cloud.register(email, 'Nguyễn Ánh');
  await dispatch(await cloud.streamEvent());

  const [row] = (await cloud.items('records')).filter((item) => item.kind?.S === 'MAIL');
  const requestId = row?.requestId?.S ?? '';
  expect(requestId).toBe('request-1');

  const [{ id: sent = '' } = {}] = (await cloud.inbox(email)) as readonly { readonly id?: string }[];
  const raw = await (await fetch(`${cloud.ses.url}/inbox/${sent}/raw`)).text();
  expect(/^X-Request-Id: (.*)$/im.exec(raw)?.[1]?.trim()).toBe(requestId);

  const audited = (await cloud.items('audit')).filter((item) => item.mailId?.S === mailId);
  expect(audited.map(({ action }) => action?.S)).toContain('MAIL_BEGUN');
  for (const one of audited)
    expect([one.customerId?.S, one.actor?.S, one.requestId?.S]).toEqual([id, 'system:dispatch', requestId]);
});
