import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { variablesAt } from '../../../lambda/domain/mail/enqueue-mail.ts';
import type { Mail } from '../../../lambda/domain/mail/mail.ts';
import { begun, givenUp, nextStep, uncertain } from '../../../lambda/domain/mail/transitions.ts';
import { uncover } from '../../../lambda/domain/pii.ts';
import { putServiceTerm } from '../../../lambda/domain/service/put-service-term.ts';
import { queueServiceNotices } from '../../../lambda/domain/service/queue-service-notices.ts';
import { MemoryTerms, Struck, service } from './memory-terms.ts';

let keys = 0;
const day = 86_400_000;
const put = (made: MemoryTerms, days: number, changes: Record<string, unknown> = {}) =>
  putServiceTerm(made.ports, service, {
    idempotencyKey: `key-${++keys}-long`,
    customer: { system: 'crm', number: '1' },
    serviceRef: 'example.vn',
    product: 'hosting',
    expiresAt: new Date(made.now.getTime() + days * day),
    ...changes,
  });
const tick = (made: MemoryTerms, perShard = 10) =>
  queueServiceNotices(made.ports, { by: 'clock', until: new Date(made.now.getTime() + 1), perShard });

async function wordsOf(made: MemoryTerms, mail: Mail) {
  const sealing = await made.ports.sealing.ready(['contact']);
  const { sealedVariables } = mail;
  if (!sealedVariables) throw new Error('a mail without words');
  const keyring = { subjectId: mail.customerId };
  return uncover(sealing.open(keyring, variablesAt(mail.id), sealedVariables)) as Record<string, unknown>;
}
const daysTold = async (made: MemoryTerms) =>
  Promise.all([...made.mails.values()].map(async (mail) => (await wordsOf(made, mail)).days));

describe('notices of the end of a term', () => {
  it('are queued 30, 7 and 1 days before it, each once, and then no more', async () => {
    const made = new MemoryTerms();
    await put(made, 40);
    for (let half = 0; half < 100; half++) {
      await tick(made);
      await tick(made);
      made.pass(0.5);
    }
    expect(await daysTold(made)).toEqual([30, 7, 1]);
    const [first] = made.mails.values();
    expect(first).toMatchObject({
      purpose: 'SERVICE_EXTENSION',
      state: 'QUEUED',
      language: 'vi',
      lane: 'operational',
      requestedBy: 'system:clock',
      askedDecision: { allowed: true, reason: 'AGREEMENT' },
    });
    expect(first && (await wordsOf(made, first))).toEqual({
      service: 'example.vn',
      product: 'hosting',
      expiresAt: '2026-07-11T00:00:00.000Z',
      days: 30,
    });
    expect(made.audit.filter(({ action }) => action === 'SEND_NOTICE')).toHaveLength(3);
  });

  it('of several that were missed, the last alone is sent, and says what is so', async () => {
    const made = new MemoryTerms();
    await put(made, 40);
    made.pass(36);
    await tick(made);
    expect(await daysTold(made)).toEqual([4]);
    made.pass(3);
    await tick(made);
    expect(await daysTold(made)).toEqual([4, 1]);
  });

  it('none comes for a term that is over, and it is looked at no more', async () => {
    const made = new MemoryTerms();
    await put(made, 40);
    made.pass(41);
    expect(await tick(made)).toEqual({ moved: 1, failed: 0 });
    expect(await tick(made)).toEqual({ moved: 0, failed: 0 });
    expect(made.mails.size).toBe(0);
  });

  it('what the gate refuses is kept with the reason, and the next one is asked for anew', async () => {
    const made = new MemoryTerms();
    made.contact = { ...made.contact, addressState: 'UNVERIFIED' };
    await put(made, 31);
    made.pass(1);
    await tick(made);
    made.contact = { ...made.contact, addressState: 'VERIFIED' };
    made.pass(23);
    await tick(made);
    expect(
      [...made.mails.values()].map(({ state, reason, dueAt }) => [state, reason, dueAt !== undefined]),
    ).toEqual([
      ['SUPPRESSED', 'ADDRESS_UNVERIFIED', false],
      ['QUEUED', undefined, true],
    ]);
    expect(made.audit.find(({ action }) => action === 'SEND_NOTICE')).toMatchObject({
      outcome: 'REFUSED',
      code: 'ADDRESS_UNVERIFIED',
    });
  });

  it('is struck at any step, and each is queued exactly once', async () => {
    const clean = new MemoryTerms();
    await put(clean, 31);
    const before = clean.calls;
    clean.pass(1);
    await tick(clean);
    const steps = clean.calls - before;
    expect(steps).toBeGreaterThan(15);
    for (let step = 1; step <= steps; step++)
      for (const when of ['before', 'after'] as const) {
        const made = new MemoryTerms();
        await put(made, 31);
        made.pass(1);
        made.crash = { call: made.calls + step, when };
        await tick(made);
        made.revive();
        await tick(made);
        await tick(made);
        expect([step, when, await daysTold(made)]).toEqual([step, when, [30]]);
        expect([...made.terms.values()][0]?.nextNotice?.days).toBe(7);
      }
  });

  it('two clocks at once queue one', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await Promise.all([tick(made), tick(made), tick(made)]);
    expect(made.mails.size).toBe(1);
  });

  it('a version of the policy that cannot be read puts no term aside', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    const altered = async () => {
      throw new DomainError('INTEGRITY_VIOLATION');
    };
    const { versions, versionsNow } = made.ports.policies;
    Object.assign(made.ports.policies, { versions: altered, versionsNow: altered });
    expect(await tick(made)).toEqual({ moved: 0, failed: 1 });
    Object.assign(made.ports.policies, { versions, versionsNow });
    expect(await tick(made)).toEqual({ moved: 1, failed: 0 });
    expect(await daysTold(made)).toEqual([30]);
  });

  it('a full quota postpones the notice', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    const at = (hours: number) => new Date(made.now.getTime() + hours * 3_600_000).toISOString();
    made.contact = { ...made.contact, advertisedAt: [at(-20), at(-10), at(-5)] };
    const versions = await made.ports.policies.versions();
    const calledAdvertising = versions.map((version) => ({
      ...version,
      purposes: version.purposes.map((stated) => ({ ...stated, advertising: true })),
    }));
    const state = await made.ports.consents.state('');
    const choice = { granted: true, policyVersion: 1, at: at(-30), factId: 'F' };
    const choices = { 'SERVICE_EXTENSION:EMAIL': choice };
    made.ports.consents.state = async () => state && { ...state, choices };
    made.ports.policies.versions = async () => calledAdvertising;
    await tick(made);
    const [mail] = made.mails.values();
    expect(mail).toMatchObject({ state: 'QUEUED', reason: 'QUOTA_SPENT', dueAt: at(4), advertising: true });
    expect(mail?.askedDecision).toMatchObject({ allowed: false, reason: 'QUOTA_SPENT' });
    expect(made.audit.find(({ action }) => action === 'SEND_NOTICE')?.outcome).not.toBe('REFUSED');
  });

  it('one term that cannot be read does not hold up the others, and is told of once', async () => {
    const made = new MemoryTerms();
    for (const ref of ['a', 'b', 'c']) await put(made, 31, { serviceRef: ref });
    const [first, second] = [...made.terms];
    if (!first || !second) throw new Error('there are three');
    made.terms.set(first[0], { ...first[1], product: 'BROKEN' });
    made.terms.set(second[0], { ...second[1], sealedName: first[1].sealedName });
    made.pass(1);
    // One place in the batch: whatever stays due in front of it keeps the third from its turn.
    for (let minute = 0; minute < 4; minute++) await tick(made, 1);
    expect(made.mails.size).toBe(1);
    expect(made.parked).toEqual([first[1].id, second[1].id]);
    expect(made.logged).toEqual(['mail_parked', 'mail_parked']);
  });
});

describe('a change of the term', () => {
  const told = (made: MemoryTerms) => [...made.mails.values()].map(({ state, reason }) => reason ?? state);

  it('renewed, its queued notice is not sent, and the next comes before the new end', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await tick(made);
    await put(made, 395);
    expect(told(made)).toEqual(['TERM_CHANGED']);
    expect(made.audit.at(-1)?.mailId).toBe([...made.mails.keys()][0]);
    made.pass(364.9);
    await tick(made);
    expect(told(made)).toEqual(['TERM_CHANGED']);
    made.pass(0.1);
    await tick(made);
    expect(told(made)).toEqual(['TERM_CHANGED', 'QUEUED']);
  });

  it('ended, nothing more is sent', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await tick(made);
    await put(made, -1);
    made.pass(40);
    await tick(made);
    expect(told(made)).toEqual(['TERM_CHANGED']);
  });

  it('a notice that was cancelled unread comes again at once, with what is so now', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await tick(made);
    await put(made, 30, { product: 'hosting.large' });
    await tick(made);
    expect(told(made)).toEqual(['TERM_CHANGED', 'QUEUED']);
    const [, mail] = made.mails.values();
    expect(mail && (await wordsOf(made, mail))).toMatchObject({ product: 'hosting.large', days: 30 });
    await tick(made);
    expect(made.mails.size).toBe(2);
  });

  it('a notice whose sending had begun stays, and is not repeated', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await tick(made);
    const [mail] = made.mails.values();
    if (!mail) throw new Error('no notice');
    made.mails.set(mail.id, { ...mail, state: 'SENDING' });
    await put(made, 30, { product: 'hosting.large' });
    await tick(made);
    expect(told(made)).toEqual(['SENDING']);
  });

  it('a notice that may have been sent is not sent again once the term has changed; the new one comes at once', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await tick(made);
    const [queued] = made.mails.values();
    if (!queued) throw new Error('no notice');
    made.mails.set(queued.id, uncertain(begun(queued, made.now, 'index'), made.now));
    await put(made, 30, { product: 'hosting.large' });
    await tick(made);
    const [mail, next] = made.mails.values();
    expect(mail).toMatchObject({ state: 'UNCERTAIN', reason: 'TERM_CHANGED', dueAt: undefined });
    expect(mail && nextStep(mail, new Date(made.now.getTime() + day))).toBe('WAIT');
    expect(made.audit.map(({ mailId }) => mailId)).toContain(queued.id);
    expect(next && (await wordsOf(made, next))).toMatchObject({ product: 'hosting.large', days: 30 });
    expect(made.mails.size).toBe(2);
  });

  it('a notice that was given up stays as it is', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await tick(made);
    const [queued] = made.mails.values();
    if (!queued) throw new Error('no notice');
    const given = givenUp(begun(queued, made.now, 'index'));
    made.mails.set(queued.id, given);
    await put(made, 30, { product: 'hosting.large' });
    await tick(made);
    expect([...made.mails.values()]).toEqual([given]);
  });

  it('sending that begins while the term changes is seen: the change is judged anew', async () => {
    const made = new MemoryTerms();
    await put(made, 31);
    made.pass(1);
    await tick(made);
    const [mail] = made.mails.values();
    if (!mail) throw new Error('no notice');
    const load = made.ports.outbox.load;
    let first = true;
    Object.assign(made.ports.outbox, {
      load: async (customerId: string, mailId: string) => {
        const found = await load(customerId, mailId);
        if (first) made.mails.set(mail.id, { ...mail, state: 'SENDING' });
        first = false;
        return found;
      },
    });
    await put(made, 395);
    expect(told(made)).toEqual(['SENDING']);
    expect([...made.terms.values()][0]?.nextNotice?.days).toBe(30);
  });

  it('a change struck at any step either stands whole or not at all', async () => {
    const start = async () => {
      const made = new MemoryTerms();
      await put(made, 31);
      made.pass(1);
      await tick(made);
      return made;
    };
    const renewed = async (made: MemoryTerms) => put(made, 395, { idempotencyKey: 'renewed-once' });
    const clean = await start();
    const before = clean.calls;
    await renewed(clean);
    for (let step = 1; step <= clean.calls - before; step++)
      for (const when of ['before', 'after'] as const) {
        const made = await start();
        made.crash = { call: made.calls + step, when };
        await expect(renewed(made)).rejects.toBeInstanceOf(Struck);
        const [term] = made.terms.values();
        expect(told(made)).toEqual([term?.version === 2 ? 'QUEUED' : 'TERM_CHANGED']);
        made.revive();
        await renewed(made);
        expect(told(made)).toEqual(['TERM_CHANGED']);
        expect([...made.terms.values()][0]?.version).toBe(3);
      }
  });
});
