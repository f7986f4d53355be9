import { canary } from '../../harness/cloud.ts';
import { requestChange } from '../../harness/email-changes.ts';
import { personal, remember, secretsOf } from '../../harness/personal-values.ts';
import { done } from '../../harness/recipients.ts';
import { randomPerson } from '../../harness/register.ts';
import { openedRequest } from '../../harness/requests.ts';
import type { CustomerAct } from '../stage.ts';

const update = `mutation Update($input: UpdateContactDetailsInput!) {
  updateContactDetails(input: $input) { me { revisions { contact } } errors { code path } }
}`;

/** Another name and telephone number. */
export const changeContact: CustomerAct = async ({ cloud }, who) => {
  const person = randomPerson();
  const { name, phone } = person;
  // Mails to them say it.
  remember({ inboxes: who.emails, values: secretsOf(person).values });
  const input = { idempotencyKey: canary('key-'), expectedRevision: who.revisions.contact, name, phone };
  done(await cloud.ask(update, { token: who.token, variables: { input } }));
  who.revisions.contact += 1;
};

/** Two changes a day, of the three that are allowed. */
const mostChanges = 2;

/** Asks for another address; the old one is told, and the new one asked to confirm. */
export const changeAddress: CustomerAct = async ({ cloud }, who) => {
  if (who.changes.length >= mostChanges) return;
  const { email } = randomPerson();
  personal('new address', email, [...who.emails, email]);
  who.emails.push(email);
  done(await requestChange(cloud, who.token, email));
  who.changes.push(email);
};

/** More within an hour count as suspicious, and stop the mail. */
const mostRequests = 3;

export const askSupport: CustomerAct = async ({ cloud }, who) => {
  if (who.requests.length >= mostRequests) return;
  const words = personal('words of a request', canary('words'), who.emails);
  who.requests.push(await openedRequest(cloud, who.token, words));
};

/** Looks at everything that is known of them, and at who looked at it. */
export const readOwn: CustomerAct = async ({ cloud }, { token }) => {
  await cloud.ask(
    '{ me { name phone dateOfBirth identityNumber email { address state } address { line province } consents { choices { purpose channel granted } } } }',
    { token },
  );
};
export const readAccessLog: CustomerAct = async ({ cloud }, who) => {
  const known = who.reveals.length;
  const query = '{ me { accessLog(first: 50) { nodes { at kind role fields purpose } } } }';
  const { data } = await cloud.ask(query, { token: who.token });
  const reads = data.me.accessLog.nodes.filter(({ kind }: { kind: string }) => kind === 'READ');
  if (reads.length < Math.min(known, 40)) throw new Error('a customer is not told who read their values');
};
