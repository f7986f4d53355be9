import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyEmail } from '../../lambda/domain/contact/verify-email.ts';
import { findByCustomerNumber } from '../../lambda/domain/customer/customer-numbers.ts';
import { linkCustomerNumber } from '../../lambda/domain/customer/link-customer-number.ts';
import { ownCustomerId } from '../../lambda/domain/customer/own-customer.ts';
import { updateContactDetails } from '../../lambda/domain/customer/update-contact-details.ts';
import { ownersOf } from '../../lambda/domain/lookup.ts';
import { variablesAt } from '../../lambda/domain/mail/enqueue-mail.ts';
import { sendMail } from '../../lambda/domain/mail/send-mail.ts';
import { uncover } from '../../lambda/domain/pii.ts';
import { publishFirstVersion } from '../../lambda/domain/policy/publish-first-version.ts';
import type { PolicyVersion } from '../../lambda/domain/policy/version.ts';
import {
  type BlindIndex,
  type IndexKind,
  rotatingIndexKinds,
} from '../../lambda/domain/ports/blind-index.ts';
import type { Ports } from '../../lambda/domain/ports.ts';
import { wireMail } from '../../lambda/runtime/wire-mail.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { newEmail, newPhone, newViewer, registerAgain, service } from '../domain/rotation/indexed-people.ts';
import { startMailCloud } from './mail-cloud.ts';

let cloud: Awaited<ReturnType<typeof startMailCloud>>;
let policy: PolicyVersion;
beforeAll(async () => {
  cloud = await startMailCloud();
  const file = readFileSync(join(import.meta.dirname, '../../policy/first-version.json'), 'utf8');
  const operator = { id: 'system:operator-test', requestId: 'request-0' };
  policy = await publishFirstVersion(wire(), JSON.parse(file), operator);
});
afterAll(() => cloud.stop());

/** A process that knows these versions of the index key, the current one first. */
function knowing(...versions: readonly [string, ...string[]]): Ports {
  const of = (version: string, kind: IndexKind, value: string) =>
    createHmac('sha256', version).update(`${kind}\0${value}`).digest('base64url');
  const rotates = (kind: IndexKind) => (rotatingIndexKinds as readonly IndexKind[]).includes(kind);
  const versionsOf = (kind: IndexKind) => (rotates(kind) ? versions : (['fixed'] as const));
  const blindIndex: BlindIndex = {
    ready: async () => ({
      of: (kind, value) => of(versionsOf(kind)[0], kind, value),
      allOf(kind, value) {
        const [current, ...others] = versionsOf(kind);
        return [of(current, kind, value), ...others.map((version) => of(version, kind, value))];
      },
    }),
  };
  const policies = { versions: async () => [policy] };
  return Object.create(wireMail(), { blindIndex: { value: blindIndex }, policies: { value: policies } });
}
const old = () => knowing('one');
const both = () => knowing('two', 'one');
const late = () => knowing('two');
const processes = { old, both };

const someone = () => ({ email: newEmail(), phone: newPhone() });
const register = (ports: Ports, who: ReturnType<typeof someone>, as = newViewer()) =>
  registerAgain(ports, policy, { ...who, viewer: as, key: randomUUID() });

/** The verification mail of a customer, sent; and what its link would hold, whether or not it reached anybody. */
async function verification(customerId: string) {
  const ports = wireMail();
  const row = (await cloud.items('records')).find(
    ({ kind, customerId: whose }) => kind?.S === 'MAIL' && whose?.S === customerId,
  );
  const mail = await ports.outbox.load(customerId, row?.id?.S ?? '');
  const keyring = await ports.sealing.loadKeyring(customerId);
  if (!mail || !keyring) throw new Error('a customer with a mail');
  const sealing = await ports.sealing.ready(['contact'], [keyring]);
  const { link } = uncover(
    sealing.open(keyring, variablesAt(mail.id), mail.sealedVariables ?? new Uint8Array()),
  ) as {
    link: string;
  };
  const state = await sendMail(ports, { customerId, mailId: mail.id, by: 'dispatch' });
  return { state, token: link.slice(link.lastIndexOf('/') + 1) };
}

const verify = (token: string) =>
  verifyEmail(wire(), { token, requestId: 'request-3', origin: { address: '192.0.2.1' } });

describe('while the index key rotates', () => {
  for (const [first, one] of Object.entries(processes))
    for (const [second, other] of Object.entries(processes)) {
      it(`an address has one owner: registered by who knows ${first}, then ${second}`, async () => {
        const who = someone();
        const [owner, asker] = [await register(one(), who), await register(other(), who)];
        const [mine, theirs] = [await verification(owner), await verification(asker)];
        expect([mine.state, theirs.state]).toEqual(['SENT', 'SENT']);
        await verify(mine.token);
        await expect(verify(theirs.token)).rejects.toMatchObject({ code: 'LINK_INVALID' });
        const third = await verification(await register(other(), who));
        expect(third.state).toBe('DIVERTED');
        await expect(verify(third.token)).rejects.toMatchObject({ code: 'LINK_INVALID' });
      });

      it(`a subject registers once, a number is linked once: by who knows ${first}, then ${second}`, async () => {
        const as = newViewer();
        const id = await register(one(), someone(), as);
        await expect(register(other(), someone(), as)).rejects.toMatchObject({ code: 'ALREADY_REGISTERED' });
        const link = (ports: Ports, customerId: string, number: string) =>
          linkCustomerNumber(ports, service, {
            idempotencyKey: randomUUID(),
            customerId,
            system: 'billing',
            number,
          });
        const number = String(Math.floor(Math.random() * 1e9));
        await link(one(), id, number);
        const another = await register(other(), someone());
        await expect(link(other(), another, number)).rejects.toMatchObject({ code: 'REFERENCE_TAKEN' });
        expect(await findByCustomerNumber(other(), service, { system: 'billing', number })).toBe(id);
      });
    }

  it('what is written then is found by who knows the old version only, and by who knows the new only', async () => {
    const as = newViewer();
    const who = someone();
    const id = await register(both(), who, as);
    const number = String(Math.floor(Math.random() * 1e9));
    const call = { idempotencyKey: randomUUID(), customerId: id, system: 'billing', number };
    await linkCustomerNumber(both(), service, call);
    const { phone } = someone();
    const found = async (ports: Ports) => {
      const index = await ports.blindIndex.ready();
      return {
        subject: await ownCustomerId(ports, as),
        claimants: await ports.emails.claimants(index.allOf('email', who.email)),
        owner: await ports.emails.owner(index.allOf('email', who.email)),
        first: ownersOf(index, 'PHONE', await ports.phones.find(index.allOf('phone', who.phone))),
        changed: ownersOf(index, 'PHONE', await ports.phones.find(index.allOf('phone', phone))),
        number: await findByCustomerNumber(ports, service, { system: 'billing', number }),
      };
    };
    const registered = { subject: id, claimants: [id], owner: undefined, number: id };
    for (const process of [old(), late(), both()])
      expect(await found(process)).toEqual({ ...registered, first: [id], changed: [] });
    await verify((await verification(id)).token);
    await updateContactDetails(both(), as, {
      idempotencyKey: randomUUID(),
      input: { phone },
      expectedRevision: 1,
    });
    for (const process of [old(), late(), both()])
      expect(await found(process)).toEqual({
        ...registered,
        claimants: [],
        owner: id,
        first: [],
        changed: [id],
      });
  });
});
