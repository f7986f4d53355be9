import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { sweepMails } from '../../../lambda/domain/mail/sweep-mails.ts';
import { MailPostponed, MailRefused } from '../../../lambda/domain/mail/transport-errors.ts';
import type { IndexValues } from '../../../lambda/domain/ports/blind-index.ts';
import { type Fault, MemoryWorld, Struck } from './memory-world.ts';

const asker = 'ASKER';
const owner = 'OWNER';
const address = 'someone@example.test';

function world(owned = false) {
  const made = new MemoryWorld();
  made.add(asker, address, ['index']);
  if (owned) made.add(owner, address, ['index'], 'VERIFIED');
  return { made, mail: made.queue(asker) };
}

const attempt = async (made: MemoryWorld, mailId: string) => {
  try {
    return await sendMail(made.ports, { customerId: asker, mailId, by: 'dispatch' });
  } catch (error) {
    if (!(error instanceof Struck)) throw error;
    return 'STRUCK';
  }
};

/** What the clock does every minute, for so long; a sweep that is struck ends, and the next comes. */
async function recover(made: MemoryWorld, minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    made.pass(1);
    const until = new Date(made.now.getTime() + 50_000);
    await sweepMails(made.ports, { by: 'clock', until, perShard: 10 }).catch((error: unknown) => {
      if (!(error instanceof Struck)) throw error;
    });
  }
}

const stateOf = (made: MemoryWorld, mailId: string) => made.find(asker, mailId)?.state;

describe('sending', () => {
  it('begins, sends once and settles; the beginning is audited', async () => {
    const { made, mail } = world();
    expect(await attempt(made, mail.id)).toBe('SENT');
    expect(made.sent).toEqual([
      { mailId: mail.id, template: 'EMAIL_VERIFICATION', to: address, state: 'SENDING' },
    ]);
    expect(made.find(asker, mail.id)).toMatchObject({ attempt: 1, messageId: 'ses-1', dueAt: undefined });
    expect(made.audit).toMatchObject([
      { action: 'MAIL_BEGUN', actor: { id: 'system:dispatch' }, mailId: mail.id, customerId: asker },
    ]);
  });

  it('sends nothing again once sent, nor while another sender holds the lease', async () => {
    const { made, mail } = world();
    await attempt(made, mail.id);
    expect(await attempt(made, mail.id)).toBe('WAITING');
    await recover(made, 120);
    expect(made.sent).toHaveLength(1);
  });

  it('lets exactly one of many senders send', async () => {
    const { made, mail } = world();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => attempt(made, mail.id)));
    expect(outcomes.filter((outcome) => outcome === 'SENT')).toHaveLength(1);
    expect(made.sent).toHaveLength(1);
  });

  it('yields to a change of the contact state that came before the beginning', async () => {
    const { made, mail } = world();
    const load = made.ports.customers.load;
    made.ports.customers.load = async (ids) => {
      const found = await load(ids);
      const state = made.contactStates.get(asker);
      if (state?.version === 1)
        made.contactStates.set(asker, { ...state, version: 2, addressState: 'VERIFIED' });
      return found;
    };
    expect(await attempt(made, mail.id)).toBe('SUPPRESSED');
    expect(made.sent).toHaveLength(0);
  });

  it('sends no purpose that needs a consent', async () => {
    const { made, mail } = world();
    made.mails.set(`${asker}/${mail.id}`, { ...mail, purpose: 'PROMOTIONS' });
    expect(await attempt(made, mail.id)).toBe('SUPPRESSED');
    expect(made.find(asker, mail.id)?.reason).toBe('NO_POLICY_IN_FORCE');
  });

  it('settles a refusal for good, with its code', async () => {
    const { made, mail } = world();
    made.answer = () => {
      throw new MailRefused('MessageRejected');
    };
    expect(await attempt(made, mail.id)).toBe('FAILED');
    expect(made.find(asker, mail.id)).toMatchObject({ reason: 'MessageRejected', dueAt: undefined });
  });

  it('postpones a throttle, longer each time, through an outage of a day and more', async () => {
    const { made, mail } = world();
    made.answer = () => {
      throw new MailPostponed('Throttling');
    };
    expect(await attempt(made, mail.id)).toBe('QUEUED');
    expect(await attempt(made, mail.id)).toBe('WAITING');
    await recover(made, 30 * 60);
    expect(stateOf(made, mail.id)).toBe('QUEUED');
    made.answer = undefined;
    await recover(made, 80);
    expect(stateOf(made, mail.id)).toBe('SENT');
  });

  it('gives up what waited longer than it is worth', async () => {
    const { made, mail } = world();
    made.answer = () => {
      throw new MailPostponed('Throttling');
    };
    await recover(made, 49 * 60);
    expect(made.find(asker, mail.id)).toMatchObject({ state: 'FAILED', reason: 'Throttling' });
  });

  it('does not flood an address, whoever asks; to the asker it looks sent', async () => {
    const { made, mail } = world();
    const outcomes = [await attempt(made, mail.id)];
    for (let more = 0; more < 6; more++) outcomes.push(await attempt(made, made.queue(asker).id));
    expect(outcomes).toEqual(['SENT', 'SENT', 'SENT', 'SENT', 'SENT', 'DIVERTED', 'DIVERTED']);
  });

  it('reads again what did not fit together, and parks what never does', async () => {
    const { made, mail } = world();
    const ready = made.ports.sealing.ready;
    let torn = 1;
    made.ports.sealing.ready = async (classes) => {
      const sealing = await ready(classes);
      return {
        ...sealing,
        openClassBlob(...of) {
          if (torn-- > 0) throw new DomainError('INTEGRITY_VIOLATION');
          return sealing.openClassBlob(...of);
        },
      };
    };
    expect(await attempt(made, mail.id)).toBe('SENT');
    expect(made.logged).toEqual([]);
    torn = Number.POSITIVE_INFINITY;
    const other = made.queue(asker);
    expect(await attempt(made, other.id)).toBe('FAILED');
    expect(made.find(asker, other.id)).toMatchObject({ reason: 'INTEGRITY_VIOLATION', attempt: 0 });
    expect(made.logged).toEqual(['mail_parked']);
  });

  it('keeps a mail when what was altered is what all mails share', async () => {
    const { made, mail } = world();
    const altered = async () => {
      throw new DomainError('INTEGRITY_VIOLATION');
    };
    const { versions, versionsNow } = made.ports.policies;
    Object.assign(made.ports.policies, { versions: altered, versionsNow: altered });
    await expect(attempt(made, mail.id)).rejects.toMatchObject({ code: 'INTEGRITY_VIOLATION' });
    expect(made.find(asker, mail.id)).toEqual(mail);
    Object.assign(made.ports.policies, { versions, versionsNow });
    expect(await attempt(made, mail.id)).toBe('SENT');
    expect(made.logged).toEqual([]);
  });

  it('keeps a mail whose keys cannot be had now', async () => {
    const { made, mail } = world();
    const ready = made.ports.sealing.ready;
    const unavailable = () => {
      throw new DomainError('TEMPORARILY_UNAVAILABLE');
    };
    for (const broken of [unavailable, async () => ({ ...(await ready([])), open: unavailable })]) {
      made.ports.sealing.ready = broken;
      await expect(attempt(made, mail.id)).rejects.toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' });
      expect(made.find(asker, mail.id)).toEqual(mail);
    }
    made.ports.sealing.ready = ready;
    expect(await attempt(made, mail.id)).toBe('SENT');
  });

  it('parks a mail whose variables are not what was sealed, and a customer without keys', async () => {
    const { made, mail } = world();
    const sealedVariables = new TextEncoder().encode('{"link":1}');
    made.mails.set(`${asker}/${mail.id}`, { ...mail, sealedVariables });
    expect(await attempt(made, mail.id)).toBe('FAILED');
    expect(made.find(asker, mail.id)?.reason).toBe('INTEGRITY_VIOLATION');
    const other = made.queue(asker);
    made.customers.delete(asker);
    expect(await attempt(made, other.id)).toBe('FAILED');
    expect(made.find(asker, other.id)?.reason).toBe('NO_CUSTOMER');
  });
});

describe('a taken address (P3.5)', () => {
  it('tells the owner instead, once a day, however often somebody tries', async () => {
    const { made, mail } = world(true);
    expect(await attempt(made, mail.id)).toBe('DIVERTED');
    for (let more = 0; more < 3; more++) await attempt(made, made.queue(asker).id);
    await recover(made, 5);
    expect(made.sent).toMatchObject([{ template: 'ADDRESS_TAKEN', to: address }]);
    expect(made.audit[0]).toMatchObject({
      action: 'MAIL_DIVERTED',
      actor: { id: 'system:dispatch' },
      customerId: asker,
      mailId: mail.id,
    });
    made.pass(24 * 60);
    await attempt(made, made.queue(asker).id);
    await recover(made, 5);
    expect(made.sent.map(({ template }) => template)).toEqual(['ADDRESS_TAKEN', 'ADDRESS_TAKEN']);
  });

  it('notices an owner who came between reading and beginning', async () => {
    const { made, mail } = world();
    const read = made.ports.emails.owner;
    made.ports.emails.owner = async (indexes) => {
      const found = await read(indexes);
      if (made.owners.size === 0) made.add(owner, address, ['index'], 'VERIFIED');
      return found;
    };
    expect(await attempt(made, mail.id)).toBe('DIVERTED');
    expect(made.sent).toHaveLength(0);
  });
});

describe('a taken address, while the index key rotates', () => {
  it('is seen whichever versions the owner and the asker were written under', async () => {
    const known: readonly IndexValues[] = [['old'], ['new', 'old']];
    for (const ownerIndexes of known)
      for (const askerIndexes of known) {
        const made = new MemoryWorld();
        made.add(owner, address, ownerIndexes, 'VERIFIED');
        made.add(asker, address, askerIndexes);
        expect(await attempt(made, made.queue(asker).id)).toBe('DIVERTED');
      }
  });

  it('stops a beginning at any version of it', async () => {
    const { made, mail } = world();
    made.add(asker, address, ['new', 'old']);
    const owners = made.ports.emails.owner;
    let looked = 0;
    made.ports.emails.owner = async (indexes) => {
      const found = await owners(indexes);
      if (looked++ === 0) made.add(owner, address, ['old'], 'VERIFIED');
      return found;
    };
    expect(await attempt(made, mail.id)).toBe('DIVERTED');
    expect(looked).toBe(2);
  });
});

describe('killed between any two steps', () => {
  const whens = ['before', 'after'] as const;
  const kinds = ['throw', 'crash'] as const;

  for (const owned of [false, true])
    it(owned ? 'a diverted mail is told to the owner' : 'a mail is sent, and never after SENT', async () => {
      const whole = world(owned);
      await attempt(whole.made, whole.mail.id);
      const steps = whole.made.calls;
      expect(steps).toBeGreaterThan(5);
      for (let call = 1; call <= steps; call++)
        for (const when of whens)
          for (const kind of kinds) {
            const { made, mail } = world(owned);
            const at = `call ${call}, ${when}, ${kind}`;
            made.faults = [{ call, when, kind }];
            await attempt(made, mail.id);
            made.revive();
            await recover(made, 60);
            expect(stateOf(made, mail.id), at).toBe(owned ? 'DIVERTED' : 'SENT');
            const template = owned ? 'ADDRESS_TAKEN' : 'EMAIL_VERIFICATION';
            expect(new Set(made.sent.map((sent) => sent.template)), at).toEqual(new Set([template]));
            expect(
              made.sent.every(({ state }) => state === 'SENDING'),
              at,
            ).toBe(true);
            // Twice only if the first sending's outcome was lost.
            const lost = !owned && call >= steps - 1 && made.sent.length === 2;
            if (!lost) expect(made.sent, at).toHaveLength(1);
            await recover(made, 120);
            expect(made.sent.length, at).toBe(lost ? 2 : 1);
          }
    });

  it('holds for any number of faults, with the stream repeating itself meanwhile', async () => {
    const fault = fc.record<Fault>({
      call: fc.integer({ min: 1, max: 60 }),
      when: fc.constantFrom(...whens),
      kind: fc.constantFrom(...kinds),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 6 }), fc.boolean(), async (faults, owned) => {
        const { made, mail } = world(owned);
        made.faults = faults;
        await Promise.all([attempt(made, mail.id), attempt(made, mail.id)]);
        await recover(made, 30);
        await attempt(made, mail.id);
        made.revive();
        await recover(made, 400);
        const state = stateOf(made, mail.id);
        expect(state).toBe(owned ? 'DIVERTED' : 'SENT');
        expect(made.sent.length).toBeGreaterThan(0);
        expect(made.sent.every((sent) => sent.state === 'SENDING')).toBe(true);
        const total = made.sent.length;
        await recover(made, 120);
        expect(made.sent.length).toBe(total);
      }),
      { numRuns: 150 },
    );
  });
});
