import { randomInt, randomUUID } from 'node:crypto';
import { confirmEmailChange } from '../../../lambda/domain/contact/confirm-email-change.ts';
import { moveEmailChange } from '../../../lambda/domain/contact/move-email-change.ts';
import { requestEmailChange } from '../../../lambda/domain/contact/request-email-change.ts';
import { verifyEmail } from '../../../lambda/domain/contact/verify-email.ts';
import { customerOfNumber } from '../../../lambda/domain/customer/customer-numbers.ts';
import { linkCustomerNumber } from '../../../lambda/domain/customer/link-customer-number.ts';
import { ownCustomerId } from '../../../lambda/domain/customer/own-customer.ts';
import { registerCustomer } from '../../../lambda/domain/customer/register-customer.ts';
import { updateContactDetails } from '../../../lambda/domain/customer/update-contact-details.ts';
import { ownersOf } from '../../../lambda/domain/lookup.ts';
import { variablesAt } from '../../../lambda/domain/mail/enqueue-mail.ts';
import { uncover } from '../../../lambda/domain/pii.ts';
import type { PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import { putServiceTerm } from '../../../lambda/domain/service/put-service-term.ts';
import type { Wired } from '../../../lambda/runtime/wiring.ts';

/** A customer as the outside knows them. */
export interface Person {
  readonly id: string;
  readonly viewer: ReturnType<typeof newViewer>;
  readonly key: string;
  email: string;
  phone: string;
  revision: number;
  readonly numbers: string[];
  isVerified: boolean;
}

export const newEmail = () => `p${randomUUID()}@example.test`;
export const newPhone = () => `+849${String(randomInt(1e8)).padStart(8, '0')}`;

/** Somebody who signs in, whom nobody has seen before. */
export const newViewer = () =>
  ({
    kind: 'customer',
    issuer: 'https://issuer.example',
    subject: randomUUID(),
    requestId: 'request-1',
    origin: { address: `2001:db8:${randomInt(0xffff).toString(16)}::1` },
    language: 'vi',
  }) as const;
/** The service that links numbers. */
export const service = {
  kind: 'service',
  clientId: 'billing',
  scopes: [],
  requestId: 'request-2',
  origin: { address: '192.0.2.1' },
  language: 'vi',
} as const;
const holding = { requestId: 'request-3', origin: { address: '192.0.2.9' } };

/** Registers; the same key may be given again. */
export async function registered(ports: Wired, policy: PolicyVersion, email = newEmail()): Promise<Person> {
  const person = { viewer: newViewer(), key: randomUUID(), email, phone: newPhone() };
  const id = await registerAgain(ports, policy, person);
  return { ...person, id, revision: 1, numbers: [], isVerified: false };
}

export async function registerAgain(
  ports: Parameters<typeof registerCustomer>[0],
  policy: PolicyVersion,
  { viewer, key, email, phone }: Pick<Person, 'viewer' | 'key' | 'email' | 'phone'>,
): Promise<string> {
  const notice = { version: policy.version, language: 'vi', digest: policy.digest.vi };
  const { customerId } = await registerCustomer(ports, viewer, {
    idempotencyKey: key,
    input: {
      ...{ kind: 'INDIVIDUAL', name: 'Ánh', email, phone, language: 'vi', notice },
      ...{ agreed: true, storage: true, consents: [] },
    },
  });
  return customerId;
}

/** Tokens of links of a kind in a customer's mails, newest first. */
async function tokensOf(ports: Wired, { id }: Person, kind: string): Promise<readonly string[]> {
  const { mails } = await ports.outbox.ofCustomer(id, 20, undefined);
  const keyring = await ports.sealing.loadKeyring(id);
  if (!keyring) throw new Error('no keys');
  const sealing = await ports.sealing.ready(['contact'], [keyring]);
  return mails.flatMap(({ id: mailId, sealedVariables }) => {
    if (!sealedVariables) return [];
    const { link } = uncover(sealing.open(keyring, variablesAt(mailId), sealedVariables)) as {
      link?: string;
    };
    return link?.includes(`/links/${kind}/`) !== true ? [] : [link.slice(link.lastIndexOf('/') + 1)];
  });
}

export async function verify(ports: Wired, person: Person): Promise<void> {
  const [token] = await tokensOf(ports, person, 'verify-email');
  if (token === undefined) throw new Error('no link');
  await verifyEmail(ports, { token, ...holding });
  person.isVerified = true;
}

export async function changePhone(ports: Wired, person: Person): Promise<void> {
  const phone = newPhone();
  await updateContactDetails(ports, person.viewer, {
    idempotencyKey: randomUUID(),
    input: { phone },
    expectedRevision: person.revision,
  });
  Object.assign(person, { phone, revision: person.revision + 1 });
}

/** Asks for another address; to be confirmed by what it gives. */
export async function askForChange(ports: Wired, person: Person) {
  const email = newEmail();
  await requestEmailChange(ports, person.viewer, { idempotencyKey: randomUUID(), email });
  const [one = ''] = await tokensOf(ports, person, 'confirm-change');
  const [other = ''] = await tokensOf(ports, person, 'stop-change');
  return async (by: Wired) => {
    for (const token of [one, other]) await confirmEmailChange(by, { token, ...holding });
    if ((await moveEmailChange(by, { customerId: person.id, by: 'clock' })) !== 'SWITCHED')
      throw new Error('not switched');
    Object.assign(person, { email, revision: person.revision + 1, isVerified: true });
  };
}

export async function linkNumber(ports: Wired, person: Person): Promise<void> {
  const number = String(randomInt(1e12));
  const call = { idempotencyKey: randomUUID(), customerId: person.id, system: 'billing', number };
  await linkCustomerNumber(ports, service, call);
  person.numbers.push(number);
}

/** Puts a term of a service of this name until an instant. */
export async function putTerm(ports: Wired, number: string, serviceRef: string, expiresAt: Date) {
  const call = { customer: { system: 'billing', number }, serviceRef, product: 'hosting', expiresAt };
  await putServiceTerm(ports, service, { idempotencyKey: randomUUID(), ...call });
}

/** Whom a process finds by everything that leads to a customer. */
export async function foundBy(ports: Wired, { viewer, email, phone, numbers }: Person) {
  const index = await ports.blindIndex.ready();
  const emailIndexes = index.allOf('email', email);
  const owner = await ports.emails.owner(emailIndexes);
  return {
    subject: await ownCustomerId(ports, viewer),
    address: owner === undefined ? await ports.emails.claimants(emailIndexes) : [owner],
    phone: ownersOf(index, 'PHONE', await ports.phones.find(index.allOf('phone', phone))),
    numbers: await Promise.all(
      numbers.map((number) => customerOfNumber(ports, { system: 'billing', number })),
    ),
  };
}
