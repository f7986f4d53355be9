import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailEventKind } from '../../../lambda/domain/mail/mail-event.ts';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { settleByEvent } from '../../../lambda/domain/mail/settle-by-event.ts';
import { MailPostponed, MailRefused } from '../../../lambda/domain/mail/transport-errors.ts';
import { type Fault, MemoryWorld, Struck } from './memory-world.ts';

const reader = 'READER';
const campaignId = 'CAMPAIGN';
const index = 'index';

function world() {
  const made = new MemoryWorld();
  made.publish();
  made.add(reader, 'someone@example.test', [index], 'VERIFIED');
  made.choose(reader, 'PROMOTIONS', true);
  made.pass(1);
  const campaign = made.campaign(campaignId);
  const mail = made.queueOf(campaign, reader);
  const tell = (kind: MailEventKind, messageId = 'ses-1', mailId = mail.id) =>
    settleByEvent(made.ports, { kind, customerId: reader, mailId, messageId });
  const send = () => sendMail(made.ports, { customerId: reader, mailId: mail.id, by: 'jobs' });
  const state = () => made.find(reader, mail.id)?.state;
  return { made, mail, tell, send, state };
}
const addressOf = (made: MemoryWorld) => made.contactStates.get(reader)?.addressState;

describe('what SES tells', () => {
  it('moves a mail forward: sent, delivered, complained; and the counters with it', async () => {
    const { made, tell, send, state } = world();
    await send();
    for (const [kind, becomes] of [
      ['SENT', 'SENT'],
      ['DELIVERED', 'DELIVERED'],
      ['SENT', 'DELIVERED'],
      ['COMPLAINED', 'COMPLAINED'],
      ['DELIVERED', 'COMPLAINED'],
      ['BOUNCED', 'COMPLAINED'],
    ] as const) {
      expect(await tell(kind)).toBe(true);
      expect(state()).toBe(becomes);
      expect(made.counted(campaignId)).toEqual({ [becomes]: 1 });
    }
  });

  it('leaves in the trail what went wrong, and nothing of what went well', async () => {
    for (const [kind, more] of [
      ['DELAYED', []],
      ['DELIVERED', []],
      ['FAILED', ['MAIL_EVENT']],
      ['BOUNCED', ['MAIL_EVENT', 'MARK_ADDRESS']],
    ] as const) {
      const { made, mail, tell, send } = world();
      await send();
      const rows = made.audit.length;
      await tell(kind);
      expect(made.audit.slice(rows).map(({ action }) => action)).toEqual(more);
      const named = { customerId: reader, mailId: mail.id, code: kind, actor: { id: 'system:mailEvents' } };
      if (more.length > 0) expect(made.audit[rows]).toMatchObject(named);
    }
  });

  it('settles a mail whose answer was lost, and it is never given up', async () => {
    const { made, tell, send, state } = world();
    const transport = made.ports.mailTransport.send;
    made.ports.mailTransport.send = async (message) => {
      await transport(message);
      throw new Error('the answer was lost');
    };
    expect(await send()).toBe('UNCERTAIN');
    made.pass(24 * 60);
    expect(await send()).toBe('UNCERTAIN');
    expect(await tell('DELIVERED')).toBe(true);
    expect(state()).toBe('DELIVERED');
    expect(made.find(reader, made.sent[0]?.mailId ?? '')?.messageId).toBe('ses-1');
  });

  it('may come before the answer itself', async () => {
    const { made, tell, send, state } = world();
    const transport = made.ports.mailTransport.send;
    made.ports.mailTransport.send = async (message) => {
      const id = await transport(message);
      await tell('DELIVERED', id);
      return id;
    };
    expect(await send()).toBe('WAITING');
    expect(state()).toBe('DELIVERED');
    expect(made.sent).toHaveLength(1);
  });

  it('comes in any order, any number of times, with any faults, and ends the same', async () => {
    const kinds = ['SENT', 'DELAYED', 'DELIVERED', 'BOUNCED', 'COMPLAINED'] as const;
    const fault = fc.record<Fault>({
      call: fc.integer({ min: 1, max: 60 }),
      when: fc.constantFrom('before', 'after'),
      kind: fc.constant('throw'),
    });
    const told = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(told, fc.array(fault, { maxLength: 4 }), async (events, faults) => {
        const { made, tell, send, state } = world();
        await send();
        const { calls } = made;
        made.faults = faults.map((one) => ({ ...one, call: calls + one.call }));
        // An event that was not handled comes again, as SNS has it.
        for (const kind of events)
          for (let tries = 0; tries < 6; tries++)
            try {
              await tell(kind);
              break;
            } catch (error) {
              if (!(error instanceof Struck)) throw error;
            }
        const last = kinds.findLast((kind) => events.includes(kind)) ?? 'SENT';
        expect(state()).toBe(last === 'DELAYED' ? 'SENT' : last);
        expect(made.counted(campaignId)).toEqual({ [state() ?? '']: 1 });
        const closed = { BOUNCED: 'BOUNCING', COMPLAINED: 'COMPLAINED' } as Record<string, string>;
        expect(addressOf(made)).toBe(closed[last] ?? 'VERIFIED');
        expect(made.customers.get(reader)?.addressState).toBe(addressOf(made));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an address that bounces or complains', () => {
  it('is closed at once, for other systems too, and the next mail is suppressed', async () => {
    const { made, tell, send } = world();
    await send();
    const { version = 0 } = made.contactStates.get(reader) ?? {};
    await tell('BOUNCED');
    expect(made.contactStates.get(reader)).toMatchObject({ addressState: 'BOUNCING', version: version + 1 });
    expect(made.changes).toEqual([`ADDRESS ${reader}`]);
    expect(made.audit.slice(1).map(({ action, code, actor }) => [action, code, actor.id])).toEqual([
      ['MAIL_EVENT', 'BOUNCED', 'system:mailEvents'],
      ['MARK_ADDRESS', 'BOUNCING', 'system:mailEvents'],
    ]);
    // Told again: known already, and nothing is written.
    const { audit, changes } = structuredClone({ audit: made.audit, changes: made.changes });
    await tell('BOUNCED');
    expect([made.audit, made.changes]).toEqual([audit, changes]);
    const campaign = made.campaigns.get(campaignId);
    const next = campaign && made.queueOf(campaign, reader);
    await sendMail(made.ports, { customerId: reader, mailId: next?.id ?? '', by: 'jobs' });
    expect(made.find(reader, next?.id ?? '')?.reason).toBe('ADDRESS_BOUNCING');
  });

  it('is left alone when it failed for now', async () => {
    const { made, mail, tell, send, state } = world();
    await send();
    await tell('DELAYED');
    expect([state(), made.find(reader, mail.id)?.reason, addressOf(made)]).toEqual([
      'SENT',
      'DELAYED',
      'VERIFIED',
    ]);
  });

  it('is left alone when SES gave the mail up for a cause that passes; what was delivered stays so', async () => {
    const { made, mail, send, state } = world();
    await send();
    const told = { customerId: reader, mailId: mail.id, messageId: 'ses-1' };
    await settleByEvent(made.ports, { kind: 'SOFT_BOUNCED', reason: 'TRANSIENT', ...told });
    expect([state(), made.find(reader, mail.id)?.reason]).toEqual(['BOUNCED', 'TRANSIENT']);
    expect([addressOf(made), made.changes]).toEqual(['VERIFIED', []]);
    expect(made.counted(campaignId)).toEqual({ BOUNCED: 1 });
    await settleByEvent(made.ports, { kind: 'BOUNCED', ...told });
    expect([state(), addressOf(made)]).toEqual(['BOUNCED', 'BOUNCING']);
    const other = world();
    await other.send();
    await other.tell('DELIVERED');
    await other.tell('SOFT_BOUNCED');
    expect(other.state()).toBe('DELIVERED');
  });

  it('is left alone when it was confirmed since, or is another by now', async () => {
    for (const change of [{ verifiedAt: '2026-03-03T00:00:00.000Z' }, { emailIndexes: ['other'] as const }]) {
      const { made, tell, send, state } = world();
      await send();
      const before = made.contactStates.get(reader);
      if (before) made.contactStates.set(reader, { ...before, ...change });
      await tell('BOUNCED');
      expect([state(), addressOf(made)]).toEqual(['BOUNCED', 'VERIFIED']);
      expect(made.changes).toEqual([]);
    }
  });

  it('refuses the purpose it complained about, once and without a word', async () => {
    const { made, tell, send } = world();
    await send();
    const mails = made.mails.size;
    await tell('COMPLAINED');
    await tell('COMPLAINED');
    expect(made.consents.get(reader)?.choices['PROMOTIONS:EMAIL']?.granted).toBe(false);
    expect(made.facts).toMatchObject([
      { purpose: 'PROMOTIONS', granted: false, path: 'MAIL', actor: 'system:mailEvents' },
    ]);
    expect(made.changes.toSorted()).toEqual([`ADDRESS ${reader}`, `CONSENT ${reader}`]);
    expect(made.mails.size).toBe(mails);
  });
});

describe('an attempt that SES may have taken', () => {
  const lost = async (made: MemoryWorld, send: () => Promise<unknown>) => {
    const transport = made.ports.mailTransport.send;
    made.ports.mailTransport.send = async (message) => {
      await transport(message);
      throw new Error('the answer was lost');
    };
    expect(await send()).toBe('UNCERTAIN');
    made.ports.mailTransport.send = transport;
    made.pass(20);
  };
  /** A mail that is no advertising: it is tried again. */
  function survey() {
    const all = world();
    const { made, mail } = all;
    made.choose(reader, 'SURVEYS', true);
    made.mails.set(`${reader}/${mail.id}`, { ...mail, purpose: 'SURVEYS', advertising: false });
    return all;
  }
  const throttled = (): never => {
    throw new MailPostponed('Throttling');
  };

  it('is not forgotten when the next is postponed, refused or cannot be made: its bounce is believed', async () => {
    const later: Record<string, (made: MemoryWorld) => void> = {
      throttled: (made) => {
        made.answer = throttled;
      },
      refused: (made) => {
        made.answer = () => {
          throw new MailRefused('MessageRejected');
        };
      },
      uncomposable: (made) => {
        const composeMail = async () => {
          throw new Error('not now');
        };
        Object.assign(made.ports, { composeMail });
      },
      parked: (made) => {
        made.campaigns.delete(campaignId);
      },
    };
    for (const [name, change] of Object.entries(later)) {
      const { made, tell, send, state } = survey();
      await lost(made, send);
      change(made);
      expect(await send(), name).toBe('UNCERTAIN');
      expect(await tell('BOUNCED'), name).toBe(true);
      expect([name, state(), addressOf(made)]).toEqual([name, 'BOUNCED', 'BOUNCING']);
      made.answer = undefined;
      made.pass(24 * 60);
      expect(await send(), name).toBe('WAITING');
      expect(made.sent, name).toHaveLength(1);
    }
  });

  it('is tried again through an outage, for as long as a mail may wait', async () => {
    const { made, send } = survey();
    await lost(made, send);
    made.answer = throttled;
    for (let more = 0; more < 12; more++) {
      expect(await send()).toBe('UNCERTAIN');
      made.pass(80);
    }
    made.answer = undefined;
    expect(await send()).toBe('SENT');
  });

  it('is believed beside the one that was sent after it, and closes the address that it went to', async () => {
    for (const address of ['SAME', 'OTHER'] as const) {
      const { made, tell, send, state } = survey();
      await lost(made, send);
      const contact = made.contactStates.get(reader);
      if (contact && address === 'OTHER')
        made.contactStates.set(reader, { ...contact, emailIndexes: ['other'] });
      expect(await send()).toBe('SENT');
      expect(await tell('DELIVERED', 'ses-2')).toBe(true);
      expect(await tell('BOUNCED', 'ses-1')).toBe(true);
      expect([state(), addressOf(made)]).toEqual(['BOUNCED', address === 'SAME' ? 'BOUNCING' : 'VERIFIED']);
    }
  });
});

describe('an event that SES cannot have told', () => {
  it('is refused, changes nothing and wakes someone', async () => {
    const { made, mail, tell, send } = world();
    await send();
    const before = structuredClone([made.mails, made.contactStates, made.customers, made.campaignCounts]);
    expect(await tell('BOUNCED', 'ses-forged')).toBe(false);
    expect(await tell('COMPLAINED', 'ses-1', `${mail.id}X`)).toBe(false);
    expect([made.mails, made.contactStates, made.customers, made.campaignCounts]).toEqual(before);
    expect(made.logged).toEqual(['mail_event_refused', 'mail_event_refused']);
  });

  it('is refused of a mail that never was with SES', async () => {
    const { made, tell, state } = world();
    expect(await tell('DELIVERED')).toBe(false);
    expect(state()).toBe('QUEUED');
    expect(made.logged).toEqual(['mail_event_refused']);
  });
});
