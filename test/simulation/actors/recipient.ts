import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { openJwe } from '../../harness/open-jwe.ts';
import type { Stage } from './stage.ts';

/** Whom something may be given to: it has a key, and no account. */
export interface Recipient {
  readonly id: string;
  readonly privateKey: KeyObject;
}

/** What a recipient got, as it opened it. */
export interface Given {
  readonly disclosureId: string;
  readonly customers: readonly { readonly id: string; readonly fields: readonly string[] }[];
  /** As it arrived, each time that it was fetched. */
  readonly texts: string[];
}

/** A pair of keys: its public half as the text of a JWK. */
export function makeKeys(): { readonly key: string; readonly privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key: JSON.stringify(publicKey.export({ format: 'jwk' })), privateKey };
}

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();

/** Comes by a link, answers its challenge, fetches the package once or several times, and mostly confirms its receipt. */
export async function collect(stage: Stage, { privateKey }: Recipient, disclosureId: string, link: string) {
  const { client, draw, given } = stage;
  const { page } = await client.follow(link, 'GET');
  const challenge = /<pre[^>]*><code>([^<]+)<\/code><\/pre>/.exec(page)?.[1];
  if (challenge === undefined) return;
  const answer = form({ answer: openJwe(challenge, privateKey).toString() });
  const times = 1 + draw.below(3);
  const fetched = await Promise.all(Array.from({ length: times }, () => client.follow(link, 'POST', answer)));
  const texts = fetched.filter(({ status }) => status === 200).map((one) => one.page);
  const [first] = texts;
  if (first === undefined) return;
  const { receiptCode, customers } = JSON.parse(openJwe(first, privateKey).toString());
  const inside = customers.map((one: { id: string; values: object }) => ({
    id: one.id,
    fields: Object.keys(one.values),
  }));
  given.push({ disclosureId, customers: inside, texts });
  if (draw.often(0.8)) await client.follow(link, 'POST', form({ receipt: receiptCode }));
}
