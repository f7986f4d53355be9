import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import type { ComposeMail } from '../../../lambda/domain/mail/letter.ts';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { settleByEvent } from '../../../lambda/domain/mail/settle-by-event.ts';
import { MailPostponed } from '../../../lambda/domain/mail/transport-errors.ts';
import { type Fault, MemoryWorld, Struck } from './memory-world.ts';
import { createPuller } from './pull.ts';

const reader = 'READER';
const campaignId = 'CAMPAIGN';

function world() {
  const made = new MemoryWorld();
  made.publish();
  made.add(reader, 'someone@example.test', ['index'], 'VERIFIED');
  made.choose(reader, 'PROMOTIONS', true);
  const campaign = made.campaign(campaignId);
  return { made, campaign, mail: made.queueOf(campaign, reader) };
}

const attempt = async (made: MemoryWorld, mailId: string) => {
  try {
    return await sendMail(made.ports, { customerId: reader, mailId, by: 'jobs' });
  } catch (error) {
    if (!(error instanceof Struck)) throw error;
    return 'STRUCK';
  }
};

const throttle = () => {
  throw new MailPostponed('Throttling');
};

describe('advertising', () => {
  it('goes with a choice, labelled and counted, and keeps what the gate said', async () => {
    const { made, mail } = world();
    expect(await attempt(made, mail.id)).toBe('SENT');
    const sent = made.find(reader, mail.id);
    expect(sent).toMatchObject({
      advertising: true,
      begunAt: made.now.toISOString(),
      sentTo: 'index',
      sendingDecision: { allowed: true, reason: 'CONSENT', rules: ['P1.3', 'D330 37'] },
    });
    expect(made.contactStates.get(reader)).toMatchObject({
      version: 2,
      advertisedAt: [made.now.toISOString()],
    });
    expect(made.counted(campaignId)).toEqual({ SENT: 1 });
  });

  it('is suppressed by a refusal that came first, at every step before the beginning', async () => {
    const whole = world();
    await attempt(whole.made, whole.mail.id);
    for (let call = 1; call <= whole.made.calls; call++) {
      const { made, mail } = world();
      let refusedAt: 'BEFORE' | 'AFTER' | undefined;
      made.atCall = async (n) => {
        if (n !== call) return;
        await made.refuse(reader, 'PROMOTIONS', () => {
          refusedAt = made.find(reader, mail.id)?.state === 'QUEUED' ? 'BEFORE' : 'AFTER';
        });
      };
      await attempt(made, mail.id);
      const { state, reason } = made.find(reader, mail.id) ?? {};
      if (refusedAt === 'BEFORE')
        expect([state, reason, made.sent.length]).toEqual(['SUPPRESSED', 'REFUSED', 0]);
      else expect([state, made.sent.length]).toEqual(['SENT', 1]);
      expect(Object.values(made.counted(campaignId))).toEqual([1]);
    }
  });

  it('is not begun on what the gate read before a refusal', async () => {
    const { made, mail } = world();
    const compose = made.ports.composeMail;
    // All is read by then, and nothing begun.
    let refusals = 0;
    const refusing: ComposeMail = async (letter) => {
      if (refusals++ === 0) await made.refuse(reader, 'PROMOTIONS');
      return compose(letter);
    };
    Object.assign(made.ports, { composeMail: refusing });
    expect(await attempt(made, mail.id)).toBe('SUPPRESSED');
    expect(made.find(reader, mail.id)).toMatchObject({ reason: 'REFUSED', attempt: 0 });
    expect(made.sent).toEqual([]);
  });

  it('is not begun once its campaign was stopped or paused, whatever was read before', async () => {
    for (const [state, becomes] of [
      ['STOPPED', 'SUPPRESSED'],
      ['PAUSED', 'QUEUED'],
      ['DONE', 'SUPPRESSED'],
    ] as const) {
      const { made, mail, campaign } = world();
      const compose = made.ports.composeMail;
      const steering: ComposeMail = async (letter) => {
        made.campaigns.set(campaignId, { ...campaign, state });
        return compose(letter);
      };
      Object.assign(made.ports, { composeMail: steering });
      expect(await attempt(made, mail.id)).toBe(becomes);
      expect(made.find(reader, mail.id)).toMatchObject({ reason: `CAMPAIGN_${state}`, attempt: 0 });
      expect(made.sent).toEqual([]);
    }
  });

  it('is not sent on the word of a campaign that cannot be read, or that was never started', async () => {
    for (const state of ['UNREADABLE', 'DRAFTED', 'APPROVED'] as const) {
      const { made, campaign, mail } = world();
      if (state === 'UNREADABLE')
        made.ports.campaigns.load = async () => {
          throw new DomainError('INTEGRITY_VIOLATION');
        };
      else made.campaigns.set(campaignId, { ...campaign, state });
      expect(await attempt(made, mail.id)).toBe('FAILED');
      expect(made.find(reader, mail.id)).toMatchObject({ state: 'FAILED', reason: 'INTEGRITY_VIOLATION' });
      expect([made.sent, made.counted(campaignId)]).toEqual([[], { FAILED: 1 }]);
    }
  });

  it('waits when the quota is spent, counts no attempt, and goes when there is room', async () => {
    const { made, campaign } = world();
    const ids = [...made.mails.values()].map(({ id }) => id);
    for (let more = 1; more < 5; more++) ids.push(made.queueOf(campaign, reader).id);
    for (const id of ids) await attempt(made, id);
    const states = ids.map((id) => made.find(reader, id)?.state);
    expect(states).toEqual(['SENT', 'SENT', 'SENT', 'QUEUED', 'QUEUED']);
    const waiting = made.find(reader, ids[3] ?? '');
    expect(waiting).toMatchObject({ attempt: 0, reason: 'QUOTA_SPENT', sendingDecision: { allowed: false } });
    made.pass(24 * 60 - 1);
    expect(await attempt(made, ids[3] ?? '')).toBe('WAITING');
    made.pass(1);
    expect(await attempt(made, ids[3] ?? '')).toBe('SENT');
    expect(made.counted(campaignId)).toEqual({ SENT: 4, QUEUED: 1 });
  });

  it('holds the quota however many senders begin at once', async () => {
    const { made, campaign } = world();
    for (let more = 1; more < 12; more++) made.queueOf(campaign, reader);
    const ids = [...made.mails.values()].map(({ id }) => id);
    for (let round = 0; round < 4; round++)
      await Promise.all(ids.map((id) => attempt(made, id).catch(() => 'AGAIN')));
    expect(made.sent).toHaveLength(3);
  });

  it('takes one place in the quota, however often SES throttles it', async () => {
    const { made, mail, campaign } = world();
    made.answer = throttle;
    for (let more = 0; more < 6; more++) {
      expect(await attempt(made, mail.id)).toBe('QUEUED');
      expect(made.find(reader, mail.id)?.reason).toBe('Throttling');
      made.pass(120);
    }
    made.answer = undefined;
    expect(made.contactStates.get(reader)?.advertisedAt).toHaveLength(1);
    expect(await attempt(made, mail.id)).toBe('SENT');
    for (let more = 0; more < 3; more++) await attempt(made, made.queueOf(campaign, reader).id);
    expect(made.sent).toHaveLength(3);
  });

  it('is what it was queued as, whatever a newer version calls it: the quota holds', async () => {
    const { made, campaign } = world();
    made.choose(reader, 'SURVEYS', true);
    const survey = { ...campaign, purpose: 'SURVEYS' as const };
    made.campaigns.set(campaignId, survey);
    const ids = Array.from({ length: 5 }, () => {
      const mail = made.queueOf(survey, reader);
      made.mails.set(`${reader}/${mail.id}`, { ...mail, advertising: true });
      return mail.id;
    });
    const outcomes: string[] = [];
    for (const id of ids) outcomes.push(await attempt(made, id));
    expect(outcomes).toEqual(['SENT', 'SENT', 'SENT', 'QUEUED', 'QUEUED']);
  });

  it('follows its campaign: stopped is suppressed, paused waits without an attempt, gone is parked', async () => {
    const { made, mail, campaign } = world();
    made.campaigns.set(campaignId, { ...campaign, state: 'PAUSED' });
    expect(await attempt(made, mail.id)).toBe('QUEUED');
    expect(made.find(reader, mail.id)).toMatchObject({ attempt: 0, reason: 'CAMPAIGN_PAUSED' });
    expect(await attempt(made, mail.id)).toBe('WAITING');
    made.pass(11);
    made.campaigns.set(campaignId, { ...campaign, state: 'STOPPED' });
    expect(await attempt(made, mail.id)).toBe('SUPPRESSED');
    expect(made.find(reader, mail.id)?.reason).toBe('CAMPAIGN_STOPPED');
    const other = made.queueOf(campaign, reader);
    made.campaigns.clear();
    expect(await attempt(made, other.id)).toBe('FAILED');
    expect(made.find(reader, other.id)?.reason).toBe('CAMPAIGN_MISSING');
    expect(made.logged).toEqual(['mail_parked']);
    expect(made.counted(campaignId)).toEqual({ SUPPRESSED: 1, FAILED: 1 });
    expect(made.sent).toEqual([]);
  });
});

describe('news of the policy', () => {
  it('is filled from the version, paced, and hands the notice out once it was delivered', async () => {
    const { made, campaign } = world();
    const news = { ...campaign, purpose: 'POLICY_CHANGE', content: undefined, policyVersion: 1 } as const;
    made.campaigns.set(campaignId, news);
    const mail = made.queueOf(news, reader);
    expect(mail).toMatchObject({ lane: 'marketing', advertising: false });
    expect(await attempt(made, mail.id)).toBe('SENT');
    expect(made.notices.size).toBe(0);
    const told = { customerId: reader, mailId: mail.id, messageId: 'ses-1' };
    await settleByEvent(made.ports, { kind: 'DELIVERED', ...told });
    expect([...made.notices]).toEqual([[`${reader}/1`, 'MAIL']]);
    expect(made.contactStates.get(reader)?.advertisedAt).toEqual([]);
  });

  it('hands out nothing while it was not sent', async () => {
    const { made, campaign } = world();
    const news = { ...campaign, purpose: 'POLICY_CHANGE', content: undefined, policyVersion: 1 } as const;
    made.campaigns.set(campaignId, news);
    made.answer = throttle;
    expect(await attempt(made, made.queueOf(news, reader).id)).toBe('QUEUED');
    expect(made.notices.size).toBe(0);
  });
});

describe('killed between any two steps', () => {
  const whens = ['before', 'after'] as const;
  const kinds = ['throw', 'crash'] as const;

  it('advertising reaches its reader at most once, and its counters add up', async () => {
    const whole = world();
    await attempt(whole.made, whole.mail.id);
    let uncertain = 0;
    for (let call = 1; call <= whole.made.calls; call++)
      for (const when of whens)
        for (const kind of kinds) {
          const { made, mail } = world();
          const at = `call ${call}, ${when}, ${kind}`;
          made.faults = [{ call, when, kind }];
          await attempt(made, mail.id);
          made.revive();
          for (let hour = 0; hour < 5; hour++) {
            await createPuller(made).run();
            made.pass(60);
          }
          const state = made.find(reader, mail.id)?.state ?? '';
          expect(['SENT', 'UNCERTAIN'], at).toContain(state);
          if (state === 'UNCERTAIN') uncertain += 1;
          else expect(made.sent, at).toHaveLength(1);
          expect(made.sent.length, at).toBeLessThanOrEqual(1);
          expect(made.counted(campaignId), at).toEqual({ [state]: 1 });
        }
    expect(uncertain).toBeGreaterThan(0);
  });

  it('holds for any number of faults and senders, with a refusal at any moment', async () => {
    const fault = fc.record<Fault>({
      call: fc.integer({ min: 1, max: 60 }),
      when: fc.constantFrom(...whens),
      kind: fc.constantFrom(...kinds),
    });
    const refusedAt = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 5 }), refusedAt, async (faults, moment) => {
        const { made, mail } = world();
        made.faults = faults;
        let allowed = true;
        made.atCall = async (n) => {
          if (n !== moment) return;
          await made.refuse(reader, 'PROMOTIONS', () => {
            allowed = made.find(reader, mail.id)?.state !== 'QUEUED';
          });
        };
        await Promise.all([attempt(made, mail.id), attempt(made, mail.id)]);
        made.pass(30);
        await attempt(made, mail.id);
        made.revive();
        for (let hour = 0; hour < 4; hour++) {
          await createPuller(made).run();
          made.pass(60);
        }
        expect(made.sent.length).toBeLessThanOrEqual(allowed ? 1 : 0);
        expect(['SENT', 'UNCERTAIN', 'SUPPRESSED']).toContain(made.find(reader, mail.id)?.state);
        expect(Object.values(made.counted(campaignId)).reduce((sum, count) => sum + count, 0)).toBe(1);
      }),
      { numRuns: 150 },
    );
  });
});
