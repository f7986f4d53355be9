import type { KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { approver, opener } from './legal.ts';
import { type Customer, canary } from './person.ts';
import { makeKeys } from './recipient.ts';
import type { Stage } from './stage.ts';

/** A processor with its keys, each that it ever had. */
export interface Processor {
  readonly id: string;
  readonly keys: KeyObject[];
}

const minute = 60_000;
export const promised = ['BILLING_NAME', 'BILLING_ADDRESS', 'NAME', 'EMAIL'];

/** One person records a commitment and another approves it; some end within minutes. @returns its id */
export async function commit(
  { client, draw }: Stage,
  { id: recipientId }: Processor,
): Promise<string | undefined> {
  const duties = canary(draw, 'duties');
  const now = Date.now();
  const asked = {
    ...{ recipientId, purpose: 'PAYMENT', fields: promised, duties },
    from: new Date(now - minute).toISOString(),
    until: new Date(now + draw.one([10, 60 * 24 * 365]) * minute).toISOString(),
    document: Buffer.from(`%PDF-1.7\n% ${canary(draw, 'promise')}\n`).toString('base64'),
  };
  const { data } = await client.act('recordCommitment', 'commitment { id }', opener, asked);
  const id = data?.recordCommitment?.commitment?.id;
  if (id === undefined) return undefined;
  // Whoever recorded it tries to stand up for it as well.
  for (const by of draw.often(0.5) ? [opener, approver] : [approver])
    await client.act('approveCommitment', 'commitment { id }', by, { recipientId, id });
  return id;
}

/** What a disclosure stands on ends: the word, the recipient, its key, or the customer's leave. */
export async function changeGround(
  stage: Stage,
  processor: Processor,
  { person }: Customer,
  commitmentId: string,
): Promise<void> {
  const { client, draw } = stage;
  const { id: recipientId } = processor;
  await pause(draw.one([0, 20, 200]));
  const ways: readonly (() => Promise<unknown>)[] = [
    () => client.act('endCommitment', 'commitment { id }', approver, { recipientId, id: commitmentId }),
    () => client.act('revokeRecipient', 'recipient { id }', approver, { recipientId }),
    () => setKey(stage, processor),
    () => client.act('restrictProcessing', 'me { id }', person, {}),
    () => client.act('requestErasure', 'me { id }', person, {}),
  ];
  await draw.one(ways)();
}

/** Another key, which somebody else compares a while later. */
async function setKey({ client, draw }: Stage, { id: recipientId, keys }: Processor): Promise<void> {
  const { key, privateKey } = makeKeys();
  keys.push(privateKey);
  const named = { recipientId, key };
  const { data } = await client.act('setRecipientKey', 'recipient { keyThumbprint }', opener, named);
  const thumbprint = data?.setRecipientKey?.recipient?.keyThumbprint;
  await pause(draw.one([0, 10_000]));
  const compared = { recipientId, thumbprint, channel: 'CALL_BACK' };
  await client.act('verifyRecipientKey', 'recipient { id }', approver, compared);
}
