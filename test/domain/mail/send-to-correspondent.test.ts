import { describe, expect, it } from 'vitest';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { correspondentTemplates } from '../../../lambda/domain/mail/send-to-correspondent.ts';
import { settleByEvent } from '../../../lambda/domain/mail/settle-by-event.ts';
import { sweepMails } from '../../../lambda/domain/mail/sweep-mails.ts';
import { mailTemplates } from '../../../lambda/domain/mail/templates.ts';
import { exampleIn, mailExamples } from '../../../local/mail-examples.ts';
import { type Fault, MemoryWorld, Struck } from './memory-world.ts';

const id = `cor-${'0'.repeat(26)}`;
const address = 'writer@example.test';
const reference = 'REQ-7M3K9T0XWA';
const answer = { template: 'REQUEST_ANSWER', variables: { reference, answer: 'Yes.' } } as const;

function world(details: { readonly name?: string; readonly email?: string } = { email: address }) {
  const made = new MemoryWorld();
  made.addCorrespondent(id, details);
  return { made, mail: made.queueFilled(id, answer) };
}

const attempt = async (made: MemoryWorld, mailId: string) => {
  try {
    return await sendMail(made.ports, { customerId: id, mailId, by: 'dispatch' });
  } catch (error) {
    if (!(error instanceof Struck)) throw error;
    return 'STRUCK';
  }
};
async function recover(made: MemoryWorld, minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    made.pass(1);
    const until = new Date(made.now.getTime() + 50_000);
    await sweepMails(made.ports, { by: 'clock', until, perShard: 10 }).catch((error: unknown) => {
      if (!(error instanceof Struck)) throw error;
    });
  }
}

describe('to somebody who is no customer', () => {
  it('an answer goes to the address they gave, is audited, and what answers it finds the request', async () => {
    const { made, mail } = world();
    expect(await attempt(made, mail.id)).toBe('SENT');
    expect(made.sent).toMatchObject([{ mailId: mail.id, to: address, state: 'SENDING' }]);
    expect(made.audit).toMatchObject([{ action: 'MAIL_BEGUN', customerId: id, mailId: mail.id }]);
    expect([...made.threads]).toEqual([['ses:ses-1', `${id} ${reference}`]]);
    expect(await attempt(made, mail.id)).toBe('WAITING');
  });

  it('nothing goes but what answers them', async () => {
    const { made } = world();
    const outcomes = new Map<string, unknown>();
    for (const template of mailTemplates) {
      const example = mailExamples.find((one) => one.template === template);
      if (!example || template === 'CAMPAIGN') continue;
      const { id: mailId } = made.queueFilled(id, exampleIn(example, 'en') as never);
      outcomes.set(template, await attempt(made, mailId));
      if (outcomes.get(template) === 'FAILED')
        expect(made.find(id, mailId)?.reason).toBe('NOT_FOR_CORRESPONDENTS');
    }
    const sent = [...outcomes].filter(([, outcome]) => outcome === 'SENT').map(([template]) => template);
    expect(new Set(sent)).toEqual(new Set(correspondentTemplates));
    expect([...outcomes.values()].filter((outcome) => outcome !== 'SENT' && outcome !== 'FAILED')).toEqual(
      [],
    );

    const campaign = made.queueOf(made.campaign('C'), id);
    expect(await attempt(made, campaign.id)).toBe('FAILED');
  });

  it('nothing goes to whoever gave no address', async () => {
    const { made, mail } = world({ name: 'Ánh' });
    expect(await attempt(made, mail.id)).toBe('SUPPRESSED');
    expect(made.find(id, mail.id)).toMatchObject({ reason: 'NO_ADDRESS', dueAt: undefined });
    expect(made.sent).toEqual([]);
  });

  it('nothing goes to whoever was forgotten, at whichever call that happens', async () => {
    const counted = world();
    await attempt(counted.made, counted.mail.id);
    for (let at = 1; at <= counted.made.calls; at++) {
      const { made, mail } = world();
      let forgotten = false;
      made.atCall = (n) => {
        if (n !== at) return;
        forgotten = made.sent.length === 0 && made.find(id, mail.id)?.state === 'QUEUED';
        made.correspondents.delete(id);
      };
      const outcome = await attempt(made, mail.id);
      if (forgotten) expect([outcome, made.sent.length, at]).toEqual(['SUPPRESSED', 0, at]);
      else expect([outcome, made.sent.length]).toEqual(['SENT', 1]);
    }
  });

  it('what was removed meanwhile does not come back', async () => {
    const { made, mail } = world();
    const { send } = made.ports.mailTransport;
    made.ports.mailTransport.send = async (message) => {
      const taken = await send(message);
      made.mails.clear();
      made.correspondents.delete(id);
      return taken;
    };
    expect(await attempt(made, mail.id)).toBe('WAITING');
    expect(made.mails.size).toBe(0);
  });

  it('a crash at any call neither loses the mail nor sends it thrice', async () => {
    const counted = world();
    await attempt(counted.made, counted.mail.id);
    for (let call = 1; call <= counted.made.calls; call++)
      for (const when of ['before', 'after'] as const) {
        const { made, mail } = world();
        made.faults = [{ call, when, kind: 'crash' } satisfies Fault];
        await attempt(made, mail.id);
        made.revive();
        await recover(made, 30);
        expect(made.find(id, mail.id)?.state, `${when} ${call}`).toBe('SENT');
        expect([1, 2]).toContain(made.sent.length);
      }
  });
});

describe('what SES tells', () => {
  const bounced = (mailId: string) =>
    ({ kind: 'BOUNCED', customerId: id, mailId, messageId: 'ses-1' }) as const;

  it('settles the mail, and marks nothing', async () => {
    for (const kind of ['BOUNCED', 'COMPLAINED'] as const) {
      const { made, mail } = world();
      await attempt(made, mail.id);
      const before = made.contactStates.size + made.changes.length + made.facts.length;
      expect(await settleByEvent(made.ports, { ...bounced(mail.id), kind })).toBe(true);
      expect(made.find(id, mail.id)?.state).toBe(kind);
      expect(made.contactStates.size + made.changes.length + made.facts.length).toBe(before);
    }
  });

  it('makes known by which id SES took a mail whose sender never heard', async () => {
    const { made, mail } = world();
    made.answer = () => {
      throw new Error('the answer never came');
    };
    expect(await attempt(made, mail.id)).toBe('UNCERTAIN');
    expect(made.threads.size).toBe(0);
    const event = { kind: 'DELIVERED', customerId: id, mailId: mail.id, messageId: 'late-1' } as const;
    expect(await settleByEvent(made.ports, event)).toBe(true);
    expect([...made.threads]).toEqual([['ses:late-1', `${id} ${reference}`]]);
  });

  it('of a mail that went with whom it was for wakes nobody', async () => {
    const { made, mail } = world();
    await attempt(made, mail.id);
    made.mails.clear();
    expect(await settleByEvent(made.ports, bounced(mail.id))).toBe(false);
    made.correspondents.delete(id);
    made.logged = [];
    expect(await settleByEvent(made.ports, bounced(mail.id))).toBe(true);
    expect(made.logged).toEqual([]);
  });
});
