import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { verifyEmail } from '../../../lambda/domain/contact/verify-email.ts';
import { enqueueMail, enqueueOpenMail } from '../../../lambda/domain/mail/enqueue-mail.ts';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { MailRefused } from '../../../lambda/domain/mail/transport-errors.ts';
import { MemoryWorld, Struck } from '../mail/memory-world.ts';
import { addressOf, change, changingWorld, customerId, holdIn, isNew, isOld } from './changing-world.ts';

const hour = 60;
const acts = (made: { audit: readonly { action: string }[] }, action: string) =>
  made.audit.filter((row) => row.action === action).length;

describe('a change of address', () => {
  it('switches at once when both have spoken, whichever came first, and only then', async () => {
    for (const first of ['agree', 'confirm'] as const) {
      const { made, move, ...say } = await changingWorld();
      await say[first]();
      expect(await move()).toBe('WAITING');
      expect(addressOf(made)).toEqual(isOld);
      const second = first === 'agree' ? 'confirm' : 'agree';
      expect(await say[second]()).toMatchObject({ isReady: true });
      expect(await move()).toBe('SWITCHED');
      expect(addressOf(made)).toEqual(isNew);
      expect(made.changes).toEqual([`ADDRESS ${customerId}`]);
      expect(made.emailChanges.get(customerId)).toMatchObject({ state: 'SWITCHED', sealed: undefined });
      expect(made.contactStates.get(customerId)).toMatchObject({ version: 2, addressCause: 'CHANGED' });
      expect(await move()).toBe('WAITING');
    }
  });

  it('is said yes to once: who says it again is answered the same, and nothing is written', async () => {
    const { made, confirm, agree } = await changingWorld();
    const [first, rows] = [await confirm(), made.audit.length];
    const before = made.emailChanges.get(customerId);
    made.pass(hour);
    expect(await confirm()).toEqual(first);
    expect(made.emailChanges.get(customerId)).toEqual(before);
    expect(made.audit).toHaveLength(rows);
    await agree();
    await agree();
    expect(acts(made, 'CONFIRM_EMAIL_CHANGE')).toBe(1);
    expect(acts(made, 'AGREE_TO_EMAIL_CHANGE')).toBe(1);
  });

  it('takes the mark off an address that was in doubt, and no other', async () => {
    const { made, confirm, agree, move } = await changingWorld();
    const marked = (field: 'email' | 'phone') =>
      ({ customerId, field, state: 'DOUBTFUL', cause: 'TOO_OLD', at: made.now.toISOString() }) as const;
    made.quality = [
      { ...marked('email'), by: 'x', version: 3 },
      { ...marked('phone'), by: 'x', version: 1 },
    ];
    await agree();
    await confirm();
    expect(made.quality.map(({ state }) => state)).toEqual(['DOUBTFUL', 'DOUBTFUL']);
    expect(await move()).toBe('SWITCHED');
    const facts = { state: 'CONFIRMED', cause: 'CUSTOMER_SAID', by: undefined, version: 4 };
    expect(made.quality).toMatchObject([
      { field: 'phone', state: 'DOUBTFUL' },
      { field: 'email', ...facts },
    ]);
  });

  it('waits 72 hours after the old address was told, however late that was', async () => {
    const { made, confirm, move, send, notice } = await changingWorld();
    await confirm();
    made.pass(30 * hour);
    expect(await send(notice.id)).toBe('SENT');
    made.pass(42 * hour);
    const before = made.emailChanges.get(customerId);
    expect(await move()).toBe('POSTPONED');
    expect(made.emailChanges.get(customerId)?.version).toBe((before?.version ?? 0) + 1);
    made.pass(30 * hour - 1);
    expect(await move()).toBe('WAITING');
    expect(addressOf(made)).toEqual(isOld);
    made.pass(1);
    expect(await move()).toBe('SWITCHED');
  });

  it('does not switch while the old address still is to be told, and does when it cannot be', async () => {
    const { made, confirm, move, notice } = await changingWorld();
    await confirm();
    made.pass(73 * hour);
    expect(await move()).toBe('POSTPONED');
    const key = `${customerId}/${notice.id}`;
    made.mails.set(key, { ...notice, state: 'SUPPRESSED', reason: 'ADDRESS_BOUNCING', dueAt: undefined });
    made.pass(hour);
    expect(await move()).toBe('SWITCHED');
  });

  it('counts from when it was asked for when the mail to the old address was begun late and refused for good', async () => {
    const { made, confirm, move, send, notice } = await changingWorld();
    await confirm();
    made.pass(30 * hour);
    made.answer = () => {
      throw new MailRefused('MessageRejected');
    };
    expect(await send(notice.id)).toBe('FAILED');
    expect(made.find(customerId, notice.id)?.begunAt).toBeDefined();
    made.pass(42 * hour);
    expect(await move()).toBe('SWITCHED');
  });

  it('counts from when it was asked for when the mail to the old address was kept back after it was begun, or is gone', async () => {
    for (const left of ['kept back', 'gone'] as const) {
      const { made, confirm, move, notice } = await changingWorld();
      await confirm();
      made.pass(30 * hour);
      const key = `${customerId}/${notice.id}`;
      const begunAt = made.now.toISOString();
      if (left === 'gone') made.mails.delete(key);
      else made.mails.set(key, { ...notice, state: 'SUPPRESSED', begunAt, dueAt: undefined });
      made.pass(42 * hour - 1);
      expect(await move(), left).toBe('WAITING');
      made.pass(1);
      expect(await move(), left).toBe('SWITCHED');
    }
  });

  it('is set aside when it is not what was stored: confirmed, and nobody ever told the old address', async () => {
    const { made, confirm, move } = await changingWorld();
    await confirm();
    const change = made.emailChanges.get(customerId);
    if (!change) throw new Error('there is one');
    made.emailChanges.set(customerId, { ...change, announced: undefined });
    made.pass(73 * hour);
    expect(await move()).toBe('PARKED');
    expect(made.logged).toEqual(['mail_parked']);
    expect(addressOf(made)).toEqual(isOld);
  });

  it('waits while the address is held, even when that address agreed; and goes on when the hold is lifted', async () => {
    const { made, confirm, agree, move } = await changingWorld();
    const hold = holdIn(made);
    await confirm();
    await agree();
    hold(true);
    expect(await move()).toBe('POSTPONED');
    made.pass(100 * hour);
    expect(await move()).toBe('POSTPONED');
    expect(addressOf(made)).toEqual(isOld);
    hold(false);
    made.pass(hour);
    expect(await move()).toBe('SWITCHED');
  });

  it('takes no yes of an old address that is held, and its stop all the same', async () => {
    const { made, confirm, agree, stop, move } = await changingWorld();
    const hold = holdIn(made);
    hold(true);
    await expect(agree()).rejects.toThrow('ADDRESS_HELD');
    await confirm();
    hold(false);
    await agree();
    hold(true);
    await stop();
    hold(false);
    made.pass(100 * hour);
    expect(await move()).toBe('WAITING');
    expect(addressOf(made)).toEqual(isOld);
  });

  it('takes no yes of the old address that a hold comes before, at whichever step', async () => {
    const { made: peace, agree: agreed } = await changingWorld();
    const calls = peace.calls;
    await agreed();
    const steps = peace.calls - calls;
    expect(steps).toBeGreaterThan(2);
    for (let step = 1; step <= steps; step++) {
      const { made, agree } = await changingWorld();
      const before = made.calls;
      made.atCall = (n) => {
        if (n === before + step) holdIn(made)(true);
      };
      await expect(agree()).rejects.toThrow('ADDRESS_HELD');
      expect(made.emailChanges.get(customerId)?.agreedAt).toBeUndefined();
    }
  });

  it('with the help of staff goes on while the address is held, 72 hours after that was told, whatever it agreed to', async () => {
    const { made, confirm, agree, move, notice, send } = await changingWorld();
    const change = made.emailChanges.get(customerId);
    if (!change) throw new Error('there is one');
    made.emailChanges.set(customerId, { ...change, assisted: { ticket: 'SUP-1', approvedBy: 'staff:b' } });
    await confirm();
    await agree();
    await send(notice.id);
    holdIn(made)(true);
    expect(await move()).toBe('POSTPONED');
    made.pass(73 * hour);
    expect(await move()).toBe('SWITCHED');
    // Whoever caused the hold is still to be told apart from the customer.
    expect(made.contactStates.get(customerId)?.isHeld).toBe(true);
  });

  it('is stopped by the old address, after agreeing too, and then every link is dead', async () => {
    const { made, confirm, agree, stop, move } = await changingWorld();
    await confirm();
    await agree();
    await stop();
    made.pass(20 * hour);
    expect(await move()).toBe('WAITING');
    expect(addressOf(made)).toEqual(isOld);
    for (const follow of [confirm, agree, stop]) await expect(follow()).rejects.toThrow('LINK_INVALID');
  });

  it('ends when nobody confirms in time, and the link says so', async () => {
    const { made, confirm, agree, move } = await changingWorld();
    await agree();
    made.pass(limits.verificationHours * hour);
    await expect(confirm()).rejects.toThrow('LINK_EXPIRED');
    expect(await move()).toBe('EXPIRED');
    expect(addressOf(made)).toEqual(isOld);
    await expect(agree()).rejects.toThrow('LINK_EXPIRED');
    expect(made.audit.at(-1)).toMatchObject({
      action: 'EXPIRE_EMAIL_CHANGE',
      actor: { id: 'system:clock' },
      customerId,
      fields: ['email'],
    });
  });

  it('gives way to a newer one, whose links alone are good', async () => {
    const { made, confirm, agree, stop } = await changingWorld('first@example.test');
    await confirm();
    const newer = await change(made, 'new@example.test', ['new', 'new-2']);
    for (const follow of [confirm, agree, stop]) await expect(follow()).rejects.toThrow('LINK_INVALID');
    expect(made.pastChanges).toMatchObject([{ state: 'REPLACED', sealed: undefined }]);
    await newer.confirm();
    await newer.agree();
    expect(await newer.move()).toBe('SWITCHED');
    expect(addressOf(made)).toEqual(isNew);
  });

  it('ends when somebody else has proven to own the address meanwhile', async () => {
    const { made, confirm, agree, move } = await changingWorld();
    await confirm();
    await agree();
    made.owners.set('new-2', 'SOMEBODY');
    expect(await move()).toBe('EXPIRED');
    expect(addressOf(made)).toEqual(isOld);
    expect(made.owners.get('new-2')).toBe('SOMEBODY');
  });

  it('switches although somebody else has confirmed the old address, which was never this one’s, and leaves it theirs', async () => {
    const made = new MemoryWorld();
    made.add(customerId, 'old@example.test', ['old', 'old-2'], 'UNVERIFIED');
    for (const index of ['old', 'old-2']) made.owners.set(index, 'ANOTHER');
    const { confirm, agree, move } = await change(made, 'new@example.test', ['new', 'new-2']);
    await confirm();
    await agree();
    expect(await move()).toBe('SWITCHED');
    expect(addressOf(made)).toMatchObject({ email: 'new@example.test', owned: ['new', 'new-2'] });
    expect(made.owners.get('old')).toBe('ANOTHER');
  });

  it('takes no link for another: what stops does not confirm, and neither verifies the present address', async () => {
    const { made, ofNew, ofOld, stop } = await changingWorld();
    await expect(stop(ofNew)).rejects.toThrow('LINK_INVALID');
    const state = made.contactStates.get(customerId);
    if (state) made.contactStates.set(customerId, { ...state, addressState: 'BOUNCING' });
    for (const token of [ofNew, ofOld])
      await expect(
        verifyEmail(made.ports, { token, requestId: 'request', origin: { address: '192.0.2.1' } }),
      ).rejects.toThrow('LINK_INVALID');
  });

  it('says of a link that is none that it is the token that is wrong', async () => {
    const { made, confirm, stop } = await changingWorld();
    const none = `${'0'.repeat(26)}.${'x'.repeat(43)}`;
    const verify = (token: string) =>
      verifyEmail(made.ports, { token, requestId: 'request', origin: { address: '192.0.2.1' } });
    for (const follow of [confirm, stop, verify])
      for (const token of ['', 'x', none])
        await expect(follow(token)).rejects.toMatchObject({
          issues: [{ code: 'LINK_INVALID', path: ['token'] }],
        });
  });

  it('switches once, struck at any step, before or after it', async () => {
    const { made: counted, ...saying } = await changingWorld();
    await saying.confirm();
    await saying.agree();
    const from = counted.calls;
    await saying.move();
    const steps = counted.calls - from;
    expect(steps).toBeGreaterThan(4);
    for (let step = 1; step <= steps; step++)
      for (const when of ['before', 'after'] as const) {
        const { made, confirm, agree, move } = await changingWorld();
        await confirm();
        await agree();
        made.faults = [{ call: made.calls + step, when, kind: 'crash' }];
        await expect(move()).rejects.toThrow(Struck);
        expect([isOld, isNew]).toContainEqual(addressOf(made));
        made.revive();
        await Promise.all([move(), move(), move()]);
        expect(addressOf(made)).toEqual(isNew);
        expect(acts(made, 'SWITCH_ADDRESS')).toBe(1);
        expect(made.changes).toHaveLength(1);
        expect(made.customers.get(customerId)?.version).toBe(2);
      }
  });

  it('is either stopped or switched when both come at once, and whoever stopped it learns which', async () => {
    const ends = new Set<string>();
    for (let at = 1; at <= 12; at++) {
      const { made, confirm, agree, stop, move } = await changingWorld();
      await confirm();
      await agree();
      const from = made.calls;
      const tryToStop = () => stop().catch((error: Error) => error.message);
      let stopping: Promise<unknown> | undefined;
      made.atCall = (n) => {
        if (n === from + at) stopping ??= tryToStop();
      };
      await move();
      made.atCall = undefined;
      const said = (await (stopping ?? tryToStop())) as { customerId: string } | string;
      const { state } = made.emailChanges.get(customerId) ?? {};
      ends.add(String(state));
      if (said === 'LINK_USED') expect([state, addressOf(made)]).toEqual(['SWITCHED', isNew]);
      else expect([state, addressOf(made)]).toEqual(['STOPPED', isOld]);
    }
    expect([...ends].sort()).toEqual(['STOPPED', 'SWITCHED']);
  });

  it('follows its rules through any order of words and hours', async () => {
    const step = fc.constantFrom('confirm', 'agree', 'stop', 'send', 'move', 'hours', 'days');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { made, confirm, agree, stop, move, send, notice } = await changingWorld();
        const start = made.now.getTime();
        let [confirmed, agreed, stopped] = [false, false, false];
        const quietly = (act: Promise<unknown>) => act.then(() => true).catch(() => false);
        for (const one of steps) {
          const wasNew = addressOf(made).email === isNew.email;
          if (one === 'confirm') confirmed = (await quietly(confirm())) || confirmed;
          if (one === 'agree') agreed = (await quietly(agree())) || agreed;
          if (one === 'stop') stopped = (await quietly(stop())) || stopped;
          if (one === 'send') await send(notice.id);
          if (one === 'hours') made.pass(10 * hour);
          if (one === 'days') made.pass(40 * hour);
          if (one === 'move') await move();
          const now = addressOf(made);
          expect([isOld, isNew]).toContainEqual(now);
          if (wasNew || now.email === isOld.email) continue;
          const waited = made.now.getTime() - start >= limits.emailChangeWaitHours * 3_600_000;
          expect({ confirmed, stopped, mayNow: agreed || waited }).toEqual({
            confirmed: true,
            stopped: false,
            mayNow: true,
          });
        }
        expect(acts(made, 'SWITCH_ADDRESS')).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});

describe('mails of a change of address', () => {
  it('go to the new address to confirm it, and to the old to tell it', async () => {
    const { made, verification, notice, send } = await changingWorld();
    expect(await send(verification.id)).toBe('SENT');
    expect(await send(notice.id)).toBe('SENT');
    expect(made.sent.map(({ template, to }) => `${template} ${to}`)).toEqual([
      'EMAIL_VERIFICATION new@example.test',
      'EMAIL_CHANGE_NOTICE old@example.test',
    ]);
    expect(made.find(customerId, verification.id)?.sentTo).toBe('new');
  });

  it('that warn of a hold go to a confirmed new address as well, and to none that nobody confirmed', async () => {
    for (const isConfirmed of [true, false]) {
      const { made, confirm, send } = await changingWorld();
      if (isConfirmed) await confirm();
      holdIn(made)(true);
      const draft = {
        customerId,
        language: 'vi',
        requestId: 'request',
        requestedBy: 'system:api',
        filled: { template: 'ADDRESS_HELD', variables: { heldAt: made.now.toISOString() } },
      } as const;
      const changeId = made.emailChanges.get(customerId)?.id ?? '';
      const toOld = enqueueOpenMail(made.ports, draft);
      const toNew = enqueueOpenMail(made.ports, { ...draft, to: 'PENDING', changeId });
      await made.ports.commit([toOld.write, toNew.write], []);
      const states = [await send(toOld.mail.id), await send(toNew.mail.id)];
      expect(states).toEqual(['SENT', isConfirmed ? 'SENT' : 'SUPPRESSED']);
      const sent = made.sent.filter(({ template }) => template === 'ADDRESS_HELD').map(({ to }) => to);
      expect(sent).toEqual(isConfirmed ? ['old@example.test', 'new@example.test'] : ['old@example.test']);
    }
  });

  it('are diverted to the owner of an address that is taken, and look sent', async () => {
    const { made, verification, send } = await changingWorld();
    made.add('OWNER', 'new@example.test', ['new', 'new-2'], 'VERIFIED');
    expect(await send(verification.id)).toBe('DIVERTED');
    expect(made.sent).toEqual([]);
    const told = [...made.mails.values()].filter((mail) => mail.customerId === 'OWNER');
    expect(told.map(({ template }) => template)).toEqual(['ADDRESS_TAKEN']);
    const again = await change(made, 'new@example.test', ['new', 'new-2']);
    expect(await again.send(again.verification.id)).toBe('DIVERTED');
    expect([...made.mails.values()].filter((mail) => mail.customerId === 'OWNER')).toHaveLength(1);
  });

  it('are not sent for a change that is over or has been replaced', async () => {
    const { made, verification, stop, send } = await changingWorld();
    const newer = await change(made, 'newer@example.test', ['newer']);
    expect(await send(verification.id)).toBe('SUPPRESSED');
    expect(made.find(customerId, verification.id)?.reason).toBe('CHANGE_ENDED');
    await expect(stop()).rejects.toThrow('LINK_INVALID');
    await newer.stop();
    expect(await newer.send(newer.verification.id)).toBe('SUPPRESSED');
    expect(made.sent).toEqual([]);
  });

  it('are not begun once the change is over, whenever it is stopped', async () => {
    const ends = new Set<string>();
    for (let at = 1; at <= 12; at++) {
      const { made, verification, stop, send } = await changingWorld();
      const from = made.calls;
      let stopping: Promise<unknown> | undefined;
      made.atCall = (n) => {
        if (n === from + at) stopping ??= stop();
      };
      await send(verification.id);
      made.atCall = undefined;
      await (stopping ?? stop());
      const order = made.audit.map(({ action }) => action);
      const [begun, stopped] = [order.indexOf('MAIL_BEGUN'), order.indexOf('STOP_EMAIL_CHANGE')];
      expect(begun < stopped).toBe(true);
      expect(made.sent.length).toBe(begun < 0 ? 0 : 1);
      ends.add(begun < 0 ? 'kept back' : 'sent');
    }
    expect([...ends].sort()).toEqual(['kept back', 'sent']);
  });

  it('that wait follow the address in force when their sending begins, switched at whichever step', async () => {
    const reached = new Set<string>();
    for (let at = 0; at <= 14; at++) {
      const { made, confirm, agree, move } = await changingWorld();
      await confirm();
      await agree();
      const sealing = await made.ports.sealing.ready(['contact']);
      const { mail, write } = enqueueMail(
        made.ports,
        sealing,
        { subjectId: customerId },
        {
          language: 'vi',
          filled: { template: 'REQUEST_ANSWER', variables: { reference: 'R-1', answer: 'x' } },
          requestedBy: 'system:test',
          requestId: 'request',
        },
      );
      await made.ports.commit([write], []);
      const from = made.calls;
      // A step or two before the sender, or in the middle of what it does.
      let moving = at === 0 ? move() : undefined;
      made.atCall = (n) => {
        if (n === from + at) moving ??= move();
      };
      await Promise.resolve();
      await sendMail(made.ports, { customerId, mailId: mail.id, by: 'dispatch' });
      await moving;
      const begun = made.find(customerId, mail.id);
      const to = made.sent.find(({ mailId }) => mailId === mail.id)?.to ?? '';
      // Whichever address it went to, it is the one whose index the begun row names.
      expect(`${begun?.sentTo}@example.test`).toBe(to);
      reached.add(to);
    }
    expect([...reached].sort()).toEqual(['new@example.test', 'old@example.test']);
  });
});
