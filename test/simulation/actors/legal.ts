import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../client.ts';
import type { Person } from '../token.ts';
import { type Customer, canary } from './person.ts';
import { collect, makeKeys, type Recipient } from './recipient.ts';
import { readOrder } from './staff.ts';
import type { Stage } from './stage.ts';

const lawyer = (subject: string, group: string): Person => ({
  ...{ issuer: 'staff', subject, groups: [group] },
  email: `${subject}@cloudfly.example`,
});
export const opener = lawyer('staff-legal', 'legal');
export const approver = lawyer('staff-officer-too', 'privacy_officer');
const fields = ['NAME', 'EMAIL', 'PHONE'];

/** An order of an authority, or what customers permitted, from the recipient's first call to its receipt; now and then it is taken back. */
export async function runDisclosure(stage: Stage): Promise<void> {
  const { draw, client } = stage;
  const isOrder = draw.often(0.6);
  const recipient = await knownRecipient(stage, isOrder ? 'AUTHORITY' : 'OTHER');
  const customers = await registered(stage);
  if (!recipient || customers.length === 0) return;
  if (!isOrder) await Promise.all(customers.map((one) => permit(stage, one, recipient)));
  const id = await open(stage, recipient, customers, isOrder);
  if (id === undefined) return;
  if (isOrder && draw.often(0.5)) await readOrder(stage, id);
  // Whoever opened it tries to stand up for it as well.
  if (draw.often(0.5)) await client.act('approveDisclosure', 'disclosure { id }', opener, { id });
  await client.act('approveDisclosure', 'disclosure { id }', approver, { id });
  const state = await stateAfterSealing(stage, id);
  const revoke = () =>
    client.act('revokeDisclosure', 'disclosure { id }', opener, { id, reason: canary(draw, 'reason') });
  if (draw.often(0.15)) void (await revoke());
  else if (state === 'SEALED') {
    await pause(draw.one([0, 1000, 300_000]));
    const knows = isOrder && draw.often(0.3) ? await decidedAnew(stage, recipient, id) : recipient;
    const link = await linkTo(stage, id);
    const collected = link === undefined ? undefined : collect(stage, knows, id, link);
    // Taken back while it is being fetched.
    if (draw.often(0.15)) await revoke();
    await collected;
  }
}

/** The recipient has another key before it came for the package: the order is stopped, and approved and sealed for that one. */
async function decidedAnew(stage: Stage, { id: recipientId }: Recipient, id: string): Promise<Recipient> {
  const { client } = stage;
  const { key, privateKey } = makeKeys();
  const set = await client.act('setRecipientKey', 'recipient { keyThumbprint }', opener, {
    recipientId,
    key,
  });
  const thumbprint = set.data?.setRecipientKey?.recipient?.keyThumbprint;
  const compared = { recipientId, thumbprint, channel: 'CALL_BACK' };
  await client.act('verifyRecipientKey', 'recipient { id }', approver, compared);
  // Whoever wants a link to what is for the other key has it stopped.
  await client.act('issueCollectionLink', 'handover { link }', approver, { id });
  await client.act('approveDisclosure', 'disclosure { id }', approver, { id });
  await stateAfterSealing(stage, id);
  return { id: recipientId, privateKey };
}

/** One whom one person registered and another verified. */
export async function knownRecipient({ client, draw }: Stage, kind: string): Promise<Recipient | undefined> {
  const { key, privateKey } = makeKeys();
  const authentication = canary(draw, 'how');
  const made = { key, kind, name: canary(draw, 'office'), authentication, delivery: 'KEY' };
  const answer = await client.act('registerRecipient', 'recipient { id keyThumbprint }', opener, made);
  const { id, keyThumbprint: thumbprint } = answer.data?.registerRecipient?.recipient ?? {};
  if (id === undefined) return undefined;
  const compared = { recipientId: id, thumbprint, channel: 'CALL_BACK' };
  await client.act('verifyRecipientKey', 'recipient { id }', approver, compared);
  return { id, privateKey };
}

/** Waits for somebody to be registered. */
export async function registered({ people }: Stage): Promise<readonly Customer[]> {
  for (let tries = 0; tries < 20; tries++) {
    const known = people.filter(({ id, isReader }) => id !== undefined && !isReader);
    if (known.length > 0) return known;
    await pause(10_000);
  }
  return [];
}

/** A customer permits a recipient; some take it back at any moment. */
async function permit({ client, draw }: Stage, { person }: Customer, { id: recipientId }: Recipient) {
  const asked = { recipientId, purpose: 'DOMAIN_REGISTRATION', fields, agreed: true };
  const { data } = await client.act('grantPermission', 'me { permissions { nodes { id } } }', person, asked);
  const permissionId = data?.grantPermission?.me?.permissions?.nodes?.[0]?.id;
  if (permissionId === undefined || draw.often(0.6)) return;
  void pause(draw.below(400_000)).then(() =>
    client.act('revokePermission', 'me { id }', person, { permissionId }),
  );
}

/** Opened and verified by one person. @returns its id */
async function open(
  { client, draw }: Stage,
  { id: recipientId }: Recipient,
  customers: readonly Customer[],
  isOrder: boolean,
): Promise<string | undefined> {
  const document = Buffer.from(`%PDF-1.7\n% ${canary(draw, 'order')}\n`).toString('base64');
  const order = { instrument: canary(draw, 'order'), scope: [...fields, 'ADDRESS'], document };
  const asked = {
    ...{ recipientId, fields, consideration: 'NONE', receivedAt: new Date().toISOString() },
    ...(isOrder ? { basis: 'LEGAL_ORDER', order } : { basis: 'PERMISSION' }),
    purpose: isOrder ? 'INVESTIGATION' : 'DOMAIN_REGISTRATION',
    customerIds: customers.map(({ id }) => id),
    // Life or national security is at stake: 3 hours instead of 24.
    ...(isOrder && draw.often(0.3) && { urgencyClaimedBy: canary(draw, 'office') }),
  };
  const { data } = await client.act('openDisclosure', 'disclosure { id document { digest } }', opener, asked);
  const { id, document: kept } = data?.openDisclosure?.disclosure ?? {};
  if (id === undefined) return undefined;
  const compared = { id, documentDigest: kept?.digest ?? null, channel: 'CALL_BACK' };
  await client.act('verifyDisclosure', 'disclosure { id }', opener, compared);
  return id;
}

/** Looks now and then, until a job has sealed it or it has ended. */
async function stateAfterSealing({ client }: Stage, id: string): Promise<string> {
  for (let tries = 0; ; tries++) {
    const { data } = await client.ask('query ($id: ID!) { disclosure(id: $id) { state } }', {
      ...{ by: approver, variables: { id } },
    });
    const state = data?.disclosure?.state ?? '';
    if (/^(SEALED|COLLECTED|EXPIRED|REVOKED|REJECTED)$/.test(state) || tries === 40) return state;
    await pause(20_000);
  }
}

/** A link is shown once: whoever did not see it makes another. */
async function linkTo({ client, draw }: Stage, id: string): Promise<string | undefined> {
  const query =
    'mutation Link($input: IssueCollectionLinkInput!) { issueCollectionLink(input: $input) { handover { link } errors { code } } }';
  for (let tries = 0; tries < 10; tries++) {
    const input = { id, idempotencyKey: `key-${draw.bytes(12).toString('hex')}` };
    const { data }: { data: Json } = await client.ask(query, { by: approver, variables: { input } });
    const { handover, errors = [] } = data?.issueCollectionLink ?? {};
    if (handover?.link) return handover.link;
    if (errors.length > 0) return undefined;
    await pause(5000);
  }
  return undefined;
}
