import { setTimeout as pause } from 'node:timers/promises';
import type { TestCloud } from './cloud.ts';
import { mailsTo, type ReceivedMail } from './received-mails.ts';
import { type Registered, registerCustomer } from './register.ts';
import { recordsOf, textOf } from './tables.ts';

export { mailsTo, type ReceivedMail } from './received-mails.ts';

/** Waits for so many mails. @throws Error when they do not come */
export async function waitForMails(
  cloud: TestCloud,
  address: string,
  count = 1,
): Promise<readonly ReceivedMail[]> {
  return eventually(async () => {
    const mails = await mailsTo(cloud, address);
    return mails.length >= count ? mails : undefined;
  });
}

/** Waits until every mail has come to rest: told of by SES, diverted, failed, or waiting for another day. */
export async function mailsSettled(cloud: TestCloud): Promise<void> {
  await eventually(async () => {
    const now = new Date().toISOString();
    const mails = await recordsOf(cloud, 'MAIL');
    const busy = mails.filter(
      (mail) =>
        textOf(mail, 'state') === 'SENDING' ||
        (textOf(mail, 'state') === 'QUEUED' && textOf(mail, 'dueAt') <= now),
    );
    return busy.length === 0 ? true : undefined;
  });
  await cloud.ses.idle();
}

/** The link of a verification mail. */
export function linkIn(mail: ReceivedMail | undefined): string {
  const link = mail?.links.find((address) => address.includes('/links/verify-email/'));
  if (link === undefined) throw new Error('the mail has no such link');
  return link;
}

/** The newest verification link in an inbox. */
export async function verificationLink(cloud: TestCloud, address: string, count = 1): Promise<string> {
  const mails = await waitForMails(cloud, address, count);
  return linkIn(mails.find((mail) => mail.links.some((link) => link.includes('/links/verify-email/'))));
}

export async function follow(link: string, method = 'POST'): Promise<{ status: number; page: string }> {
  const response = await fetch(link, { method, headers: { 'accept-language': 'en' } });
  return { status: response.status, page: await response.text() };
}

/** Asks again until there is an answer. @throws Error after half a minute */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(50);
  }
  throw new Error('it did not come to pass');
}

/** A registered customer who has confirmed the address. */
export async function registerVerified(
  cloud: TestCloud,
  ...rest: Rest<Parameters<typeof registerCustomer>>
): Promise<Registered> {
  const registered = await registerCustomer(cloud, ...rest);
  const { status } = await follow(await verificationLink(cloud, registered.email));
  if (status !== 200) throw new Error(`the address was not confirmed: ${status}`);
  return registered;
}
type Rest<T extends readonly unknown[]> = T extends [unknown, ...infer R] ? R : never;
