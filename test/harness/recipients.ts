import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { type Answer, codesOf, userErrors } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';
import { inDays } from './days.ts';
import { type Asked, type Input, mutation } from './mutations.ts';
import { openJwe } from './open-jwe.ts';

const recipient =
  'recipient { id kind name state delivery keyThumbprint registeredBy verifiedBy verifiedOver }';
const commitment = 'commitment { id state isActive fields document { digest contentType bytes } approvedBy }';

export const registerRecipient = mutation('registerRecipient', recipient);
export const setRecipientKey = mutation('setRecipientKey', recipient);
export const verifyRecipientKey = mutation('verifyRecipientKey', recipient);
export const revokeRecipient = mutation('revokeRecipient', recipient);
export const recordCommitment = mutation('recordCommitment', commitment);
export const approveCommitment = mutation('approveCommitment', commitment);
export const endCommitment = mutation('endCommitment', commitment);
export const grantPermission = mutation('grantPermission', 'me { permissions { nodes { id } } }');
export const revokePermission = mutation('revokePermission', 'me { permissions { nodes { id isActive } } }');
/** The id of what `grantPermission` granted: the newest. */
export const granted = (answer: Answer): string =>
  done<{ permissions: { nodes: readonly { id: string }[] } }>(answer).permissions.nodes[0]?.id ?? '';
export const discloseForPayment = mutation(
  'discloseForPayment',
  'disclosure { id fields keyThumbprint jwe }',
);

/** A pair of keys of a recipient; its public half as text. */
export function recipientKeys(): { readonly key: string; readonly privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key: JSON.stringify(publicKey.export({ format: 'jwk' })), privateKey };
}

export const recipientInput = (changes: Input = {}): Input => ({
  key: recipientKeys().key,
  kind: 'PAYMENT_PROCESSOR',
  name: `Công ty ${canary('n')}`,
  authentication: 'A call back to the number that its regulator lists',
  delivery: 'KEY',
  ...changes,
});

/** What was done, or why it was not. @throws Error when it was refused */
export function done<T>(answer: Answer): T {
  const refused = [...codesOf(answer), ...(answer.data ? userErrors(answer) : [])];
  if (refused.length > 0) throw new Error(`refused: ${answer.text}`);
  const [payload] = Object.values(answer.data as Record<string, Record<string, unknown>>);
  const [record] = Object.values(payload ?? {});
  return record as T;
}

/** Two people of the legal team, by their tokens. */
export interface Legal {
  readonly one: string;
  readonly other: string;
}
export const legalTeam = async (cloud: TestCloud): Promise<Legal> => ({
  one: await cloud.employee('legal'),
  other: await cloud.employee('legal'),
});

export interface KnownRecipient {
  readonly id: string;
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly keyThumbprint: string;
}
/** A recipient that one person registered and the other verified. */
export async function verifiedRecipient(
  at: Asked,
  { one, other }: Legal,
  changes: Input = {},
): Promise<KnownRecipient> {
  const { key, privateKey } = recipientKeys();
  const made = done<KnownRecipient>(await registerRecipient(at, one, recipientInput({ key, ...changes })));
  const { id: recipientId, keyThumbprint } = made;
  const compared = { recipientId, thumbprint: keyThumbprint, channel: 'CALL_BACK' };
  done(await verifyRecipientKey(at, other, compared));
  return { ...made, privateKey };
}

/** A small PDF, different each time, with a word in it to search for. */
export function document(word = canary('document')): { readonly bytes: Buffer; readonly base64: string } {
  const bytes = Buffer.concat([Buffer.from(`%PDF-1.7\n% ${word}\n`), randomBytes(200)]);
  return { bytes, base64: bytes.toString('base64') };
}

export const commitmentInput = (recipientId: string, changes: Input = {}): Input => ({
  recipientId,
  purpose: 'PAYMENT',
  fields: ['BILLING_NAME', 'CARD', 'TAX_CODE'],
  from: inDays(-1),
  until: inDays(365),
  duties: 'Keeps it encrypted, gives it to nobody, deletes it after the payment.',
  document: document().base64,
  ...changes,
});

/** A commitment that one person recorded and the other approved. @returns its id */
export async function activeCommitment(
  at: Asked,
  { one, other }: Legal,
  recipientId: string,
  changes: Input = {},
): Promise<string> {
  const { id } = done<{ id: string }>(await recordCommitment(at, one, commitmentInput(recipientId, changes)));
  done(await approveCommitment(at, other, { recipientId, id }));
  return id;
}

/** The input of a good disclosure for a payment. */
export const paymentInput = (customerId: string, recipientId: string, changes: Input = {}): Input => ({
  customerId,
  recipientId,
  orderReference: `ORD-${canary()}`,
  purpose: 'PAYMENT',
  fields: ['BILLING_NAME', 'CARD'],
  consideration: 'NONE',
  ...changes,
});

/** What a recipient finds in a JWE. */
// biome-ignore lint/suspicious/noExplicitAny: what is inside is read by its paths in assertions
export const inside = (jwe: string, { privateKey }: Pick<KnownRecipient, 'privateKey'>): any =>
  JSON.parse(openJwe(jwe, privateKey).toString());

const shown = 'id recipientName basis purpose orderReference fields result';
/** What a customer is shown to have been disclosed. */
export async function ownDisclosures(at: Asked, token: string) {
  const { data } = await at.ask(`{ me { disclosures(first: 50) { nodes { ${shown} } } } }`, { token });
  return data.me.disclosures.nodes;
}
