import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { issueVerification } from '../../../lambda/domain/contact/issue-verification.ts';
import { makeToken, readToken } from '../../../lambda/domain/contact/link-token.ts';
import { verifyEmail } from '../../../lambda/domain/contact/verify-email.ts';
import type { ErrorCode } from '../../../lambda/domain/errors.ts';
import { uncover } from '../../../lambda/domain/pii.ts';
import type { IndexValues } from '../../../lambda/domain/ports/blind-index.ts';
import { MemoryWorld } from '../mail/memory-world.ts';

const customerId = 'CUSTOMER';

/** A customer with a verification mail; the token is read from the link in the mail, as its reader would. */
async function world() {
  const made = new MemoryWorld();
  made.add(customerId, 'someone@example.test', ['index']);
  return { made, token: await issue(made, customerId) };
}

async function issue(made: MemoryWorld, id: string, emailIndexes: IndexValues = ['index']) {
  const sealing = await made.ports.sealing.ready(['contact']);
  const keyring = { subjectId: id };
  const { mail, writes } = issueVerification(made.ports, sealing, keyring, {
    emailIndexes,
    language: 'vi',
    requestId: 'request',
  });
  await made.ports.commit(writes, []);
  const at = { dataClass: 'contact', kind: 'mailVariables', recordId: mail.id, revision: 1 } as const;
  const { link } = uncover(sealing.open(keyring, at, mail.sealedVariables ?? new Uint8Array())) as {
    link: string;
  };
  expect(link).toMatch(/^https:\/\/links\.example\/links\/verify-email\/[^/]+$/);
  return link.slice(link.lastIndexOf('/') + 1);
}

const verify = (made: MemoryWorld, token: string) =>
  verifyEmail(made.ports, {
    token,
    requestId: 'request-2',
    origin: { address: '192.0.2.1' },
  });

const refusal = (code: ErrorCode) => ({ code });

describe('verifying an address', () => {
  it('makes it the customer’s own, in one transaction with its audit row', async () => {
    const { made, token } = await world();
    expect(await verify(made, token)).toEqual({ customerId });
    expect(made.owners.get('index')).toBe(customerId);
    expect(made.claims.size).toBe(0);
    expect(made.contactStates.get(customerId)).toMatchObject({ addressState: 'VERIFIED', version: 2 });
    expect(made.customers.get(customerId)).toMatchObject({ addressState: 'VERIFIED', version: 2 });
    expect(made.audit).toMatchObject([{ action: 'VERIFY_EMAIL', customerId, actor: { id: 'visitor' } }]);
  });

  it('stores no secret', async () => {
    const { made, token } = await world();
    const secret = readToken(token)?.secret ?? '';
    expect(secret).toHaveLength(43);
    expect(JSON.stringify([...made.tokens.values()])).not.toContain(secret);
  });

  it('works once; another link then says that there is nothing left to do', async () => {
    const { made, token } = await world();
    const second = await issue(made, customerId);
    await verify(made, token);
    await expect(verify(made, token)).rejects.toMatchObject(refusal('LINK_USED'));
    await expect(verify(made, second)).rejects.toMatchObject(refusal('ALREADY_VERIFIED'));
  });

  it('lets one of several at once through', async () => {
    const { made, token } = await world();
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => verify(made, token)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(made.audit).toHaveLength(1);
  });

  it('ends when its hours are over', async () => {
    const { made, token } = await world();
    made.pass(limits.verificationHours * 60 - 1);
    const copy = structuredClone([...made.tokens]);
    made.pass(1);
    await expect(verify(made, token)).rejects.toMatchObject(refusal('LINK_EXPIRED'));
    expect([...made.tokens]).toEqual(copy);
  });

  it('counts wrong secrets, and after the last the right one is dead too', async () => {
    const { made, token } = await world();
    const wrong = `${readToken(token)?.id}.${'A'.repeat(43)}`;
    for (let tries = 1; tries <= limits.tokenAttempts; tries++)
      await expect(verify(made, wrong)).rejects.toMatchObject(refusal('LINK_INVALID'));
    await expect(verify(made, token)).rejects.toMatchObject(refusal('LINK_INVALID'));
    expect(made.owners.size).toBe(0);
  });

  it('still works after fewer wrong tries, even one that comes between', async () => {
    const { made, token } = await world();
    const wrong = `${readToken(token)?.id}.${'A'.repeat(43)}`;
    const record = made.ports.customers.record;
    made.ports.customers.record = async (id) => {
      if (made.calls < 10) await expect(verify(made, wrong)).rejects.toMatchObject(refusal('LINK_INVALID'));
      return record(id);
    };
    expect(await verify(made, token)).toEqual({ customerId });
  });

  it('is refused when the address has another owner by now, or is not the customer’s any more', async () => {
    const { made, token } = await world();
    made.owners.set('index', 'OTHER');
    await expect(verify(made, token)).rejects.toMatchObject(refusal('LINK_INVALID'));
    expect(made.contactStates.get(customerId)?.addressState).toBe('UNVERIFIED');
    made.owners.clear();
    const state = made.contactStates.get(customerId);
    if (state) made.contactStates.set(customerId, { ...state, emailIndexes: ['new'] });
    await expect(verify(made, token)).rejects.toMatchObject(refusal('LINK_INVALID'));
  });

  it('holds across versions of the index key: whoever comes second is refused, whichever versions each knows', async () => {
    const known: readonly IndexValues[] = [['old'], ['new', 'old'], ['newest', 'new', 'old']];
    for (const first of known)
      for (const second of known) {
        const made = new MemoryWorld();
        made.add('FIRST', 'someone@example.test', first);
        made.add('SECOND', 'someone@example.test', second);
        const [one, two] = [await issue(made, 'FIRST', first), await issue(made, 'SECOND', second)];
        expect(await verify(made, one)).toEqual({ customerId: 'FIRST' });
        await expect(verify(made, two)).rejects.toMatchObject(refusal('LINK_INVALID'));
        expect([...new Set(made.owners.values())]).toEqual(['FIRST']);
        expect([...made.owners.keys()].toSorted()).toEqual(first.toSorted());
        expect([...made.claims].some((claim) => claim.endsWith('/FIRST'))).toBe(false);
      }
  });

  it('takes a link that was sent before the index key began to rotate', async () => {
    const { made, token } = await world();
    const state = made.contactStates.get(customerId);
    if (state) made.contactStates.set(customerId, { ...state, emailIndexes: ['new', 'index'] });
    expect(await verify(made, token)).toEqual({ customerId });
    expect([...made.owners]).toEqual([
      ['new', customerId],
      ['index', customerId],
    ]);
  });

  it('says no more than invalid to whoever has no real link', async () => {
    const { made, token } = await world();
    const { ports } = made;
    const forged = makeToken({ id: () => '0'.repeat(26), bytes: ports.random.bytes }).token;
    for (const bad of ['', 'x', forged, `${token}x`, token.replace('.', ''), '🙂.🙂'])
      await expect(verify(made, bad)).rejects.toMatchObject(refusal('LINK_INVALID'));
    expect([...made.tokens.values()][0]?.attempts).toBe(0);
  });
});
