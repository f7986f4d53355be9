import { codesOf, userErrors } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';
import { eventually, mailsTo, type ReceivedMail } from './mails.ts';
import { sendMail } from './send-mail.ts';
import { recordsOf, textOf } from './tables.ts';

/** Somebody who is no customer, in the domain of their own mail. */
export const stranger = (domain = 'mail.example'): string => `${canary('w')}@${domain}`;

/** What somebody wrote became of: the reference in the answer they got, and whose it is, as staff name them. */
export async function writtenBy(
  cloud: TestCloud,
  staff: string,
  mail: Parameters<typeof sendMail>[1],
): Promise<{ readonly reference: string; readonly customerId: string; readonly answer: ReceivedMail }> {
  const before = new Set((await mailsTo(cloud, mail.from)).map(({ id }) => id));
  await sendMail(cloud, mail);
  const answer = await eventually(async () =>
    (await mailsTo(cloud, mail.from)).find(({ id }) => !before.has(id)),
  );
  const reference = /^\[(REQ-[0-9A-Z]{10})\] /.exec(answer.subject)?.[1] ?? '';
  const { data } = await cloud.ask('{ requests(first: 50) { nodes { reference customerId } } }', {
    token: staff,
  });
  const found = data.requests.nodes.find((node: { reference: string }) => node.reference === reference);
  return { reference, customerId: found.customerId, answer };
}

/** The id behind a correspondent's global one. */
export const correspondentOf = (customerId: string): string =>
  Buffer.from(customerId, 'base64url')
    .toString()
    .replace(/^Correspondent:/, '');

export async function forgetCorrespondent(
  at: Pick<TestCloud, 'ask'>,
  token: string,
  input: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const answer = await at.ask(
    'mutation Forget($input: ForgetCorrespondentInput!) { forgetCorrespondent(input: $input) { forgotten { customerId at } errors { code path } } }',
    { token, variables: { input: { idempotencyKey: canary('key-'), ...input } } },
  );
  const codes = codesOf(answer).map(String);
  return codes.length > 0 ? codes : userErrors(answer);
}

/** Mails in the outbox to somebody, by template: how each came to rest. */
export async function mailRowsOf(cloud: TestCloud, id: string) {
  const rows = (await recordsOf(cloud, 'MAIL')).filter((row) => textOf(row, 'customerId') === id);
  return rows.map((row) => ({
    template: textOf(row, 'template'),
    state: textOf(row, 'state'),
    reason: textOf(row, 'reason'),
  }));
}

/** What the schedule does every few minutes. */
export async function forgetOverdue(at: Pick<TestCloud, 'invoke'>): Promise<void> {
  const { error } = await at.invoke('inboundMail', { source: 'aws.events' });
  if (error) throw new Error(error.errorType);
}
