import { connect } from 'node:net';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { idle } from '../bench/idle.ts';
import { userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  approvedDisclosure,
  digestOf,
  disclosureInput,
  issueCollectionLink,
  linkTo,
  openPage,
  packagesOf,
  post,
  readDisclosure,
  receiptIn,
  resultsOf,
  revokeDisclosure,
} from '../harness/disclosures.ts';
import { finishJob, jobRow, runJob } from '../harness/jobs.ts';
import { isWrite, type Mortal, startMortal } from '../harness/killed.ts';
import { openJwe } from '../harness/open-jwe.ts';
import { type KnownRecipient, type Legal, legalTeam, verifiedRecipient } from '../harness/recipients.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';
import { recordsOf, scanTables, textOf } from '../harness/tables.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let cloud: TestCloud;
let mortal: Mortal;
let legal: Legal;
let authority: KnownRecipient;
let customers: readonly Registered[];
beforeAll(async () => {
  // Nobody seals or settles but who is killed here.
  cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), packages: idle } });
  mortal = await startMortal(cloud, ['packages', 'links']);
  legal = await legalTeam(cloud);
  authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  customers = [await registerCustomer(cloud), await registerCustomer(cloud)];
});
afterAll(async () => {
  await mortal?.stop();
  await cloud?.stop();
});

const approved = async (): Promise<string> =>
  (
    await approvedDisclosure(
      cloud,
      legal,
      disclosureInput(
        authority.id,
        customers.map(({ id }) => id),
      ),
    )
  ).id;
async function sealed(): Promise<string> {
  const id = await approved();
  await finishJob(cloud, mortal, `${id}-seal`);
  return id;
}
/** What the audit trail says of disclosures: `action outcome`, by their ids. */
async function trailsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { audit } = await scanTables(cloud);
  return new Map(
    ids.map((id) => [
      id,
      audit.filter((row) => textOf(row, 'reference') === id).map((row) => textOf(row, 'action')),
    ]),
  );
}
const countOf = (actions: readonly string[] = [], action: string) =>
  actions.filter((one) => one === action).length;

/**
 * Kills an act at each of its calls to AWS, before it is done and, where it writes, after, each time on something new; ends when the act comes
 * through without being killed. @returns where it died
 */
async function killedEverywhere(each: (die: () => void) => Promise<void>): Promise<readonly string[]> {
  const died: string[] = [];
  // Whatever is loaded once is loaded then: from here on the calls of each act are the same.
  await each(() => mortal.dieAt(Number.POSITIVE_INFINITY, 'before'));
  for (let nth = 0; ; nth++) {
    await each(() => mortal.dieAt(nth, 'before'));
    const at = mortal.diedAt();
    if (at === undefined) return died;
    died.push(`${at} before`);
    if (!isWrite(at)) continue;
    await each(() => mortal.dieAt(nth, 'after'));
    if (mortal.diedAt()) died.push(`${at} after`);
  }
}

test('P6.5: sealing killed at any of its calls to AWS leaves one package, one result of each customer, and the trail before the values', async () => {
  const ids: string[] = [];
  const died = await killedEverywhere(async (die) => {
    const id = await approved();
    ids.push(id);
    die();
    await runJob(cloud, mortal, `${id}-seal`);
    mortal.revive();
    // What is there of a package has its rows before it.
    const left = await packagesOf(cloud, id);
    if (left.length > 0) expect(countOf((await trailsOf([id])).get(id), 'DISCLOSE')).toBe(customers.length);
    const halfway = await readDisclosure(cloud, legal.one, id);
    expect(['APPROVED', 'SEALED']).toContain(halfway.state);
    if (halfway.state === 'APPROVED') {
      expect(halfway.package).toBeNull();
      const refused = await issueCollectionLink(cloud, legal.one, { id });
      expect(userErrors(refused)).toEqual(['WRONG_STATE at input.id']);
    }
    await finishJob(cloud, mortal, `${id}-seal`);
    const whole = await readDisclosure(cloud, legal.one, id);
    expect(whole.state).toBe('SEALED');
    const objects = await packagesOf(cloud, id);
    expect(objects.map((name) => name.split('/').at(-1))).toEqual([whole.package?.digest]);
    expect(await resultsOf(cloud, legal.one, id)).toMatchObject(
      customers.map((customer) => ({
        customerId: customer.id,
        result: 'PENDING',
        fields: ['NAME', 'PHONE'],
      })),
    );
  });
  expect(died.length).toBeGreaterThan(15);
  for (const at of ['rest PUT after', 'dynamodb TransactWriteItems after', 'json Sign before'])
    expect(died).toContain(at);
  for (const actions of (await trailsOf(ids)).values()) {
    expect(countOf(actions, 'DISCLOSE')).toBe(customers.length);
    expect(countOf(actions, 'SEAL_DISCLOSURE')).toBe(1);
    expect(countOf(actions, 'REVOKE_DISCLOSURE')).toBe(0);
  }
});

test('P6.5: a collection killed at any of its calls gives nothing without its row, and the same bytes to whoever asks again', async () => {
  const ids: string[] = [];
  const died = await killedEverywhere(async (die) => {
    const id = await sealed();
    ids.push(id);
    const link = await linkTo(cloud, legal.one, id);
    const { challenge } = await openPage(link);
    const answer = openJwe(String(challenge), authority.privateKey).toString();
    const { package: made } = await readDisclosure(cloud, legal.one, id);
    die();
    const own = `${mortal.url}${new URL(link).pathname}`;
    const first = await post(own, { answer });
    const hasDied = mortal.diedAt() !== undefined;
    mortal.revive();
    const { handedOutAt } = await readDisclosure(cloud, legal.one, id);
    if (first.status === 200) expect(digestOf(first.text)).toBe(made?.digest);
    else expect([hasDied, first.status, first.type]).toEqual([true, 503, 'text/html; charset=utf-8']);
    // What is not said to have left has no job that tells of it; what left, or may have, has one.
    const told = await jobRow(cloud, `${id}-given`);
    expect(told === undefined).toBe(handedOutAt === null);
    if (first.status === 200) expect(handedOutAt).not.toBeNull();
    const again = await post(own, { answer });
    expect([again.status, digestOf(again.text)]).toEqual([200, made?.digest]);
    const whole = await readDisclosure(cloud, legal.one, id);
    expect(whole.handedOutAt).toBe(handedOutAt ?? whole.handedOutAt);
    expect(whole.handedOutAt).not.toBeNull();
    expect(await packagesOf(cloud, id)).toHaveLength(1);
  });
  expect(died).toContain('dynamodb TransactWriteItems after');
  expect(died.some((at) => at.startsWith('rest GET'))).toBe(true);
  for (const actions of (await trailsOf(ids)).values()) {
    const collected = countOf(actions, 'COLLECT_DISCLOSURE');
    expect([1, 2]).toContain(collected);
  }
});

test('P6.5: a receipt killed at any of its calls counts once, and what follows destroys the package and tells each customer once', async () => {
  const ids: string[] = [];
  const collected = async () => {
    const id = await sealed();
    ids.push(id);
    const link = await linkTo(cloud, legal.one, id);
    const { challenge } = await openPage(link);
    const got = await post(link, { answer: openJwe(String(challenge), authority.privateKey).toString() });
    return { id, link, got };
  };
  const receipts = await killedEverywhere(async (die) => {
    const { id, link, got } = await collected();
    die();
    const receipt = { receipt: receiptIn(got.text, authority.privateKey) };
    const own = `${mortal.url}${new URL(link).pathname}`;
    await post(own, receipt);
    mortal.revive();
    const again = await post(own, receipt);
    expect([200, 410]).toContain(again.status);
    const { state } = await readDisclosure(cloud, legal.one, id);
    expect(state).toBe('COLLECTED');
  });
  expect(receipts).toContain('dynamodb TransactWriteItems after');
  for (const actions of (await trailsOf(ids)).values()) expect(countOf(actions, 'CONFIRM_RECEIPT')).toBe(1);

  let given = 0;
  for (const about of ['given', 'end'] as const) {
    const settled = await killedEverywhere(async (die) => {
      const { id, link, got } = await collected();
      if (about === 'end') await post(link, { receipt: receiptIn(got.text, authority.privateKey) });
      die();
      await runJob(cloud, mortal, `${id}-${about}`);
      mortal.revive();
      await finishJob(cloud, mortal, `${id}-${about}`);
      const whole = await readDisclosure(cloud, legal.one, id);
      if (about === 'end') {
        expect(await packagesOf(cloud, id)).toEqual([]);
        expect(whole.package?.destroyedAt).not.toBeNull();
        return;
      }
      const results = await resultsOf(cloud, legal.one, id);
      expect(results.map(({ result }: { result: string }) => result)).toEqual(['GIVEN', 'GIVEN']);
      expect(results.every(({ toldAt }: { toldAt: string | null }) => toldAt !== null)).toBe(true);
      const notices = (await recordsOf(cloud, 'MAIL')).filter(
        (mail) => textOf(mail, 'template') === 'DISCLOSURE_NOTICE' && JSON.stringify(mail).includes(id),
      );
      expect(notices.length).toBeLessThanOrEqual(customers.length);
      given += 1;
      const trail = (await trailsOf([id])).get(id);
      expect(countOf(trail, 'TELL_OF_DISCLOSURE')).toBe(customers.length);
    });
    expect(settled).toContain('dynamodb TransactWriteItems after');
  }
  const notices = (await recordsOf(cloud, 'MAIL')).filter(
    (mail) => textOf(mail, 'template') === 'DISCLOSURE_NOTICE',
  );
  expect(notices).toHaveLength(given * customers.length);
});

test('P6.5: two that seal at once leave one package, and a revocation while it is sealed leaves none', async () => {
  const other = await startMortal(cloud, ['packages']);
  /** Lets something happen between the gathering and the putting of a package, once. */
  const meanwhile = (act: () => Promise<unknown>) => {
    let acted = false;
    mortal.s3.setFault(async ({ operation }) => {
      if (operation !== 'PUT' || acted) return undefined;
      acted = true;
      await act();
      return undefined;
    });
  };
  try {
    const both = await approved();
    meanwhile(() => finishJob(cloud, other, `${both}-seal`));
    await runJob(cloud, mortal, `${both}-seal`);
    const whole = await readDisclosure(cloud, legal.one, both);
    expect((await packagesOf(cloud, both)).map((name) => name.split('/').at(-1))).toEqual([
      whole.package?.digest,
    ]);
    expect(countOf((await trailsOf([both])).get(both), 'SEAL_DISCLOSURE')).toBe(1);

    const ended = await approved();
    meanwhile(async () => {
      const revoked = await revokeDisclosure(cloud, legal.one, { id: ended, reason: 'withdrawn' });
      expect(userErrors(revoked)).toEqual([]);
      await finishJob(cloud, other, `${ended}-end`);
    });
    await finishJob(cloud, mortal, `${ended}-seal`);
    expect(await readDisclosure(cloud, legal.one, ended)).toMatchObject({ state: 'REVOKED', package: null });
    expect(await packagesOf(cloud, ended)).toEqual([]);
    const results = await resultsOf(cloud, legal.one, ended);
    expect(results.map(({ result }: { result: string }) => result)).toEqual(['NOT_GIVEN', 'NOT_GIVEN']);
  } finally {
    mortal.revive();
    await other.stop();
  }
});

test('P6.5: a download that is cut in the middle is fetched again as the same bytes', async () => {
  const id = await sealed();
  const link = await linkTo(cloud, legal.one, id);
  const { challenge } = await openPage(link);
  const answer = openJwe(String(challenge), authority.privateKey).toString();
  const { host, pathname } = new URL(link);
  // As much as a line that breaks lets through.
  const part = await new Promise<string>((resolve, reject) => {
    const body = new URLSearchParams({ answer }).toString();
    const type = 'application/x-www-form-urlencoded';
    const socket = connect(Number(new URL(link).port), '127.0.0.1', () =>
      socket.write(
        `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    socket.once('data', (bytes) => {
      socket.destroy();
      resolve(bytes.subarray(0, bytes.length - 50).toString());
    });
    socket.once('error', reject);
  });
  expect(part).toContain('200');
  const cut = part.slice(part.indexOf('\r\n\r\n') + 4);
  const [one, two] = [await post(link, { answer }), await post(link, { answer })];
  expect(one.text).toBe(two.text);
  expect(one.text.startsWith(cut)).toBe(true);
  expect(one.text.length).toBeGreaterThan(cut.length);
  // A part has no receipt: it does not open.
  expect(() => receiptIn(cut, authority.privateKey)).toThrow();
  const { package: made, state } = await readDisclosure(cloud, legal.one, id);
  expect([digestOf(one.text), state]).toEqual([made?.digest, 'SEALED']);
});
