import { createHash } from 'node:crypto';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { awsOf, type TestCloud } from './cloud.ts';
import { eventually } from './mails.ts';
import { type Asked, type Input, mutation } from './mutations.ts';
import { openJwe } from './open-jwe.ts';
import { document, done, type KnownRecipient, type Legal } from './recipients.ts';

const shown =
  'disclosure { id state dueAt cause handedOutAt collectedAt endedAt customerCount document { digest } package { digest manifest keyThumbprint expiresAt destroyedAt } }';

export const openDisclosure = mutation('openDisclosure', shown);
export const nameCustomers = mutation('nameCustomersInDisclosure', shown);
export const verifyDisclosure = mutation('verifyDisclosure', shown);
export const approveDisclosure = mutation('approveDisclosure', shown);
export const rejectDisclosure = mutation('rejectDisclosure', shown);
export const revokeDisclosure = mutation('revokeDisclosure', shown);
export const recordReceipt = mutation('recordReceipt', shown);
export const issueCollectionLink = mutation('issueCollectionLink', 'handover { link }');
export const readPassphrase = mutation('readDisclosurePassphrase', 'handover { passphrase }');

export interface Shown {
  readonly id: string;
  readonly state: string;
  readonly dueAt: string | null;
  readonly cause: string | null;
  readonly handedOutAt: string | null;
  readonly endedAt: string | null;
  readonly document: { readonly digest: string } | null;
  readonly package: {
    readonly digest: string;
    readonly manifest: string;
    readonly keyThumbprint: string | null;
    readonly expiresAt: string;
    readonly destroyedAt: string | null;
  } | null;
}

/** What an order says. */
export const orderInput = (changes: Input = {}): Input => ({
  instrument: '123/QD-PA05, 22.11.2026',
  scope: ['NAME', 'EMAIL', 'PHONE', 'ADDRESS'],
  document: document().base64,
  ...changes,
});

/** The input of a good request on an order. */
export const disclosureInput = (
  recipientId: string,
  customerIds: readonly string[],
  changes: Input = {},
): Input => ({
  recipientId,
  basis: 'LEGAL_ORDER',
  order: orderInput(),
  purpose: 'DISPUTE',
  fields: ['NAME', 'PHONE'],
  customerIds,
  receivedAt: new Date().toISOString(),
  consideration: 'NONE',
  ...changes,
});

/** One that was opened and verified by one person and approved by the other. */
export async function approvedDisclosure(at: Asked, { one, other }: Legal, input: Input): Promise<Shown> {
  const opened = done<Shown>(await openDisclosure(at, one, input));
  const documentDigest = opened.document?.digest;
  done(await verifyDisclosure(at, one, { id: opened.id, documentDigest, channel: 'CALL_BACK' }));
  return done<Shown>(await approveDisclosure(at, other, { id: opened.id }));
}

/** A disclosure as staff read it. */
export async function readDisclosure(at: Asked, token: string, id: string): Promise<Shown> {
  const query = `query ($id: ID!) { ${shown.replace('disclosure', 'disclosure(id: $id)')} }`;
  const { data } = await at.ask(query, { token, variables: { id } });
  return data.disclosure;
}

export const resultsOf = async (at: Asked, token: string, id: string) => {
  const query =
    'query ($id: ID!) { disclosure(id: $id) { results { customerId result fields cause toldAt } } }';
  return (await at.ask(query, { token, variables: { id } })).data.disclosure.results;
};

/** Waits until the job has brought it to a state. */
export const inState = (at: Asked, token: string, id: string, state: string): Promise<Shown> =>
  eventually(async () => {
    const found = await readDisclosure(at, token, id);
    return found.state === state ? found : undefined;
  });

export async function sealedDisclosure(at: Asked, legal: Legal, input: Input): Promise<Shown> {
  const { id } = await approvedDisclosure(at, legal, input);
  return inState(at, legal.one, id, 'SEALED');
}

export async function linkTo(at: Asked, token: string, id: string): Promise<string> {
  return done<{ link: string }>(await issueCollectionLink(at, token, { id })).link;
}

/** What a recipient does at a link. */
export const openPage = async (link: string) => {
  const response = await fetch(link, { headers: { 'accept-language': 'en' } });
  const page = await response.text();
  const challenge = /<pre[^>]*><code>([^<]+)<\/code><\/pre>/.exec(page)?.[1];
  return { status: response.status, page, challenge };
};
export const post = async (link: string, form: Readonly<Record<string, string>>) => {
  const response = await fetch(link, {
    method: 'POST',
    headers: { 'accept-language': 'en', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

/** Opens the page, answers its challenge and gets the package. */
export async function collect(link: string, key: KnownRecipient['privateKey'] | string) {
  const { challenge } = await openPage(link);
  if (challenge === undefined) throw new Error('the page asks nothing');
  return post(link, { answer: openJwe(challenge, key).toString() });
}
/** The code inside of a package that proves its receipt. */
export const receiptIn = (jwe: string, key: KnownRecipient['privateKey'] | string): string =>
  JSON.parse(openJwe(jwe, key).toString()).receiptCode;
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a manifest says, its signature unproven. */
// biome-ignore lint/suspicious/noExplicitAny: what is inside is read by its paths in assertions
export const saidBy = (jws: string): any =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());

/** Objects of a disclosure's packages that are in the bucket. */
export async function packagesOf(cloud: TestCloud, id: string): Promise<readonly string[]> {
  const client = new S3Client({ ...awsOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
  try {
    const Prefix = `sealed/${id}-package/`;
    const { Contents = [] } = await client.send(
      new ListObjectsV2Command({ Bucket: cloud.inboundBucket, Prefix }),
    );
    return Contents.map(({ Key }) => Key ?? '');
  } finally {
    client.destroy();
  }
}
