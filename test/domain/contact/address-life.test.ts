import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { lookAfterAddress } from '../../../lambda/domain/contact/look-after-address.ts';
import { verifyEmail } from '../../../lambda/domain/contact/verify-email.ts';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { settleByEvent } from '../../../lambda/domain/mail/settle-by-event.ts';
import { uncover } from '../../../lambda/domain/pii.ts';
import { MemoryWorld, Struck } from '../mail/memory-world.ts';

const customerId = 'CUSTOMER';
const day = 24 * 60;

function world(state: 'UNVERIFIED' | 'VERIFIED' = 'VERIFIED') {
  const made = new MemoryWorld();
  made.add(customerId, 'someone@example.test', ['index'], state);
  const send = (mailId: string) => sendMail(made.ports, { customerId, mailId, by: 'dispatch' });
  return {
    made,
    send,
    look: () => lookAfterAddress(made.ports, { customerId, by: 'clock' }),
    /** A mail that is sent, and of which SES tells this. */
    async mailThat(kind: 'SOFT_BOUNCED' | 'BOUNCED' | 'DELIVERED', times = 1) {
      const { id: mailId } = made.queue(customerId);
      expect(await send(mailId)).toBe('SENT');
      const messageId = made.find(customerId, mailId)?.messageId ?? '';
      for (let n = 0; n < times; n++)
        await settleByEvent(made.ports, { kind, customerId, mailId, messageId });
    },
    state: () => made.contactStates.get(customerId),
  };
}

describe('bounces', () => {
  it('that are soft count as many as mails, and close the address when there are five in a fortnight', async () => {
    const { made, mailThat, state } = world('UNVERIFIED');
    for (let n = 1; n < limits.softBounces; n++) {
      // The same event again is no second bounce.
      await mailThat('SOFT_BOUNCED', 3);
      expect([state()?.addressState, state()?.softBounces?.length]).toEqual(['UNVERIFIED', n]);
      made.counts.clear();
    }
    expect(made.changes).toEqual([]);
    await mailThat('SOFT_BOUNCED');
    expect(state()).toMatchObject({ addressState: 'BOUNCING', addressCause: 'SOFT_BOUNCES' });
    expect(made.customers.get(customerId)?.addressState).toBe('BOUNCING');
    expect(made.changes).toEqual([`ADDRESS ${customerId}`]);
  });

  it('change nothing of an address that was closed for as much or more', async () => {
    for (const addressState of ['BOUNCING', 'COMPLAINED', 'GIVEN_UP'] as const)
      for (const kind of ['SOFT_BOUNCED', 'BOUNCED'] as const) {
        const { made, send, state } = world('UNVERIFIED');
        const { id: mailId } = made.queue(customerId);
        expect(await send(mailId)).toBe('SENT');
        const messageId = made.find(customerId, mailId)?.messageId ?? '';
        const sent = state();
        if (!sent) throw new Error('there is one');
        const closed = { ...sent, addressState };
        made.contactStates.set(customerId, closed);
        await settleByEvent(made.ports, { kind, customerId, mailId, messageId });
        expect(state(), `${addressState} ${kind}`).toEqual(closed);
        expect(made.changes).toEqual([]);
      }
  });

  it('that come after a mail was delivered are a machine that answers, and do not count', async () => {
    const { made, mailThat, state } = world('UNVERIFIED');
    await mailThat('DELIVERED');
    const [mail] = [...made.mails.values()];
    const about = { customerId, mailId: mail?.id ?? '', messageId: mail?.messageId ?? '' };
    await settleByEvent(made.ports, { kind: 'SOFT_BOUNCED', ...about });
    expect([state()?.softBounces, made.find(customerId, about.mailId)?.state]).toEqual([
      undefined,
      'DELIVERED',
    ]);
  });

  it('that are soft and old do not count', async () => {
    const { made, mailThat, state } = world('UNVERIFIED');
    for (let n = 0; n < 12; n++) {
      await mailThat('SOFT_BOUNCED');
      made.pass(4 * day);
      made.counts.clear();
    }
    expect(state()?.addressState).toBe('UNVERIFIED');
  });

  it('that are hard close it at once, with cause and instant', async () => {
    const { made, mailThat, state } = world('UNVERIFIED');
    await mailThat('BOUNCED');
    const addressSince = made.now.toISOString();
    expect(state()).toMatchObject({ addressState: 'BOUNCING', addressCause: 'HARD_BOUNCE', addressSince });
  });

  it('that go on for long, unconfirmed, give the address up; only confirming it opens it again', async () => {
    const { made, mailThat, look, send, state } = world('UNVERIFIED');
    await mailThat('BOUNCED');
    made.pass(limits.bouncingDays * day - 1);
    expect(await look()).toBe('WAITING');
    made.pass(1);
    expect(await look()).toBe('GIVEN_UP');
    expect(await look()).toBe('WAITING');
    expect(state()).toMatchObject({ addressState: 'GIVEN_UP', addressCause: 'STAYED_BOUNCING' });
    made.counts.clear();
    expect(await send(made.queue(customerId).id)).toBe('SENT');
  });
});

describe('an address that cannot be looked after', () => {
  it('is taken from what is due, and told of: its customer is gone, or it is not what was stored', async () => {
    for (const state of ['VERIFIED', 'UNVERIFIED'] as const) {
      const { made, mailThat, look } = world(state);
      if (state === 'UNVERIFIED') await mailThat('BOUNCED');
      made.pass(limits.confirmationDays * day);
      const customer = made.customers.get(customerId);
      made.customers.delete(customerId);
      expect([await look(), made.parked]).toEqual(['PARKED', [customerId]]);
      expect(made.logged.join()).toContain('mail_parked');
      if (customer) made.customers.set(customerId, customer);
      expect(await look()).toBe(state === 'VERIFIED' ? 'REMINDED' : 'GIVEN_UP');
    }
  });

  it('stays due when what all customers share cannot be read', async () => {
    const { made, look } = world();
    made.pass(limits.confirmationDays * day);
    made.customers.delete(customerId);
    made.ports.policies.versionsNow = async () => {
      throw new Error('no policy');
    };
    await expect(look()).rejects.toThrow('no policy');
    expect(made.parked).toEqual([]);
  });
});

describe('an address that was confirmed a year ago', () => {
  it('is asked to confirm again, once a year; what it answers renews it', async () => {
    const { made, look, send, state } = world();
    made.pass(limits.confirmationDays * day - 1);
    expect(await look()).toBe('WAITING');
    made.pass(1);
    expect(await look()).toBe('REMINDED');
    expect(await look()).toBe('WAITING');
    const [mail] = [...made.mails.values()];
    expect(await send(mail?.id ?? '')).toBe('SENT');
    const sealing = await made.ports.sealing.ready(['contact']);
    const at = { dataClass: 'contact', kind: 'mailVariables', recordId: '', revision: 1 } as const;
    const opened = sealing.open({ subjectId: customerId }, at, mail?.sealedVariables ?? new Uint8Array());
    const { link, occasion } = uncover(opened) as { link: string; occasion: string };
    expect(occasion).toBe('REMINDER');
    const token = link.slice(link.lastIndexOf('/') + 1);
    const input = { token, requestId: 'request', origin: { address: '192.0.2.1' } };
    await verifyEmail(made.ports, input);
    expect(state()).toMatchObject({ addressState: 'VERIFIED', verifiedAt: made.now.toISOString() });
    made.pass(limits.confirmationDays * day - 1);
    expect(await look()).toBe('WAITING');
  });

  it('is reminded again after another year when it said nothing, and stays confirmed', async () => {
    const { made, look, state } = world();
    made.pass(limits.confirmationDays * day);
    expect(await look()).toBe('REMINDED');
    made.pass(limits.confirmationDays * day - 1);
    expect(await look()).toBe('WAITING');
    made.pass(1);
    expect(await look()).toBe('REMINDED');
    expect([state()?.addressState, made.mails.size]).toEqual(['VERIFIED', 2]);
  });

  it('is not asked while it is held, nor when it bounces', async () => {
    for (const other of [{ isHeld: true }, { addressState: 'COMPLAINED' as const }]) {
      const { made, look, state } = world();
      const before = state();
      if (before) made.contactStates.set(customerId, { ...before, ...other });
      made.pass(2 * limits.confirmationDays * day);
      expect([await look(), made.mails.size]).toEqual(['WAITING', 0]);
    }
  });

  it('is reminded once, struck at any step', async () => {
    for (let step = 1; step <= 4; step++)
      for (const when of ['before', 'after'] as const) {
        const { made, look } = world();
        made.pass(limits.confirmationDays * day);
        made.faults = [{ call: made.calls + step, when, kind: 'crash' }];
        await expect(look()).rejects.toThrow(Struck);
        made.revive();
        await Promise.all([look(), look()]);
        expect(made.mails.size).toBe(1);
      }
  });
});
