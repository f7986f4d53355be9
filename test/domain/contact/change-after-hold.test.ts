import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { changeAfterHold } from '../../../lambda/domain/contact/change-after-hold.ts';
import type { EmailHold, HoldConfirmation } from '../../../lambda/domain/contact/email-hold.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';
import { addressOf, changingWorld, customerId, holdIn, isNew, isOld } from './changing-world.ts';

const hour = 60;
const wait = limits.emailChangeWaitHours * hour;
const viewer: StaffViewer = {
  kind: 'staff',
  subject: 'employee',
  roles: ['support'],
  language: 'vi',
  requestId: 'request',
  origin: { address: '192.0.2.7' },
  purpose: undefined,
  reference: undefined,
};

type World = Awaited<ReturnType<typeof changingWorld>>;

/** A world whose hold is lifted with what the contacts confirmed, as the lift does it. */
async function lift({ made }: World, ...contacts: readonly (readonly HoldConfirmation[])[]) {
  const hold = { id: 'HOLD', customerId, contacts: contacts.map((confirmed) => ({ confirmed })) };
  const { writes, audit } = await changeAfterHold(made.ports, viewer, hold as unknown as EmailHold);
  await made.ports.commit(writes, audit);
  holdIn(made)(false);
  return audit.map(({ action }) => action);
}

/** Told, confirmed and agreed to, then held, for longer than its hours; assisted where told so. */
async function heldChange(assisted?: { readonly ticket: string }) {
  const world = await changingWorld();
  const { made, confirm, agree, send, notice } = world;
  await send(notice.id);
  const change = made.emailChanges.get(customerId);
  if (!change) throw new Error('there is one');
  if (assisted) made.emailChanges.set(customerId, { ...change, assisted });
  await agree();
  holdIn(made)(true);
  await confirm();
  return world;
}

describe('a change of address as the hold is lifted', () => {
  it('is stopped where requests were somebody else’s, in whichever contact that was said; its links are dead', async () => {
    const mine = ['IDENTITY', 'REQUESTS_ARE_MINE'] as const;
    const not = ['IDENTITY', 'REQUESTS_ARE_NOT_MINE'] as const;
    for (const contacts of [[not], [not, mine], [mine, ['REQUESTS_ARE_NOT_MINE']]] as const) {
      const world = await heldChange();
      const { made, move, agree, confirm } = world;
      expect(await lift(world, ...contacts)).toEqual(['STOP_EMAIL_CHANGE']);
      expect(made.emailChanges.get(customerId)).toMatchObject({ state: 'STOPPED', sealed: undefined });
      for (const say of [agree, confirm]) await expect(say()).rejects.toThrow('LINK_INVALID');
      made.pass(2 * wait);
      expect(await move()).toBe('WAITING');
      expect(addressOf(made)).toEqual(isOld);
    }
  });

  it('begins its 72 hours anew, however long it was held, and whatever the held mailbox had agreed to', async () => {
    for (const held of [0, hour, 3 * wait]) {
      const world = await heldChange();
      const { made, move } = world;
      made.pass(held);
      await move();
      expect(await lift(world, ['IDENTITY'])).toEqual([]);
      expect(made.emailChanges.get(customerId)?.agreedAt).toBeUndefined();
      made.pass(wait - 1);
      expect([await move(), addressOf(made)]).toEqual(['WAITING', isOld]);
      made.pass(1);
      expect([await move(), addressOf(made)]).toEqual(['SWITCHED', isNew]);
    }
  });

  it('can be agreed to by the mailbox that is trusted again, and stopped by it', async () => {
    for (const say of ['agree', 'stop'] as const) {
      const world = await heldChange();
      await lift(world, ['IDENTITY', 'REQUESTS_ARE_MINE']);
      await world[say]();
      expect(await world.move()).toBe(say === 'agree' ? 'SWITCHED' : 'WAITING');
    }
  });

  it('still ends when the new address is not confirmed in time', async () => {
    const world = await changingWorld();
    const { made, move } = world;
    holdIn(made)(true);
    await lift(world, ['IDENTITY']);
    made.pass(limits.verificationHours * hour);
    expect(await move()).toBe('EXPIRED');
  });

  it('goes on in its own hours where staff help with it, without the word of the held mailbox', async () => {
    for (const confirmed of ['REQUESTS_ARE_MINE', 'REQUESTS_ARE_NOT_MINE'] as const) {
      const world = await heldChange({ ticket: 'SUP-1' });
      const { made, move } = world;
      made.pass(hour);
      expect(await lift(world, ['IDENTITY', confirmed])).toEqual([]);
      expect([await move(), addressOf(made)]).toEqual(['WAITING', isOld]);
      made.pass(wait - hour - 1);
      expect([await move(), addressOf(made)]).toEqual(['WAITING', isOld]);
      made.pass(1);
      expect([await move(), addressOf(made)]).toEqual(['SWITCHED', isNew]);
    }
  });

  it('that is over, or never was, is left alone', async () => {
    const world = await heldChange();
    await world.stop();
    const before = world.made.emailChanges.get(customerId);
    expect(await lift(world, ['REQUESTS_ARE_NOT_MINE'])).toEqual([]);
    expect(world.made.emailChanges.get(customerId)).toEqual(before);
  });
});
