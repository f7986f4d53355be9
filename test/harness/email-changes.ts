import { moveEmailChange } from '../../lambda/domain/contact/move-email-change.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { extendPorts } from '../../lambda/runtime/extend-ports.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';
import { canary, type TestCloud } from './cloud.ts';
import { eventually, mailsTo } from './mails.ts';
import { localIdOf } from './register.ts';

export const changeOf = `state newAddress byStaff requestedAt confirmBy verifiedAt agreedAt switchesAt endedAt`;
const requestMutation = `mutation Request($input: RequestEmailChangeInput!) {
  requestEmailChange(input: $input) { me { email { address state } emailChange { ${changeOf} } } errors { code path } }
}`;

export const requestChange = (cloud: TestCloud, token: string, email: string, key = canary('key-')) =>
  cloud.ask(requestMutation, { token, variables: { input: { idempotencyKey: key, email } } });

export async function ownAddress(cloud: TestCloud, token: string) {
  const { data } = await cloud.ask(
    `{ me { email { address state standing { state cause since verifiedAt held softBounces } } emailChange { ${changeOf} } } }`,
    { token },
  );
  return data.me;
}

/** The newest link of a kind in an inbox. */
export async function changeLink(
  cloud: TestCloud,
  address: string,
  kind: 'confirm-change' | 'stop-change',
  count = 1,
): Promise<string> {
  return eventually(async () => {
    const links = (await mailsTo(cloud, address)).flatMap((mail) =>
      mail.links.filter((link) => link.includes(`/links/${kind}/`)).slice(0, 1),
    );
    return links.length >= count ? links[0] : undefined;
  });
}

/** The page behind the second button of what the old address is asked. */
export const atOnce = (stopLink: string): string => stopLink.replace('/stop-change/', '/confirm-change/');

/** A turn of the clock. */
export const tick = (cloud: TestCloud) => cloud.invoke('clock', {});

/** What the clock does of a customer's change so many hours later. The process's environment is the cloud's. */
export function moveLater(customer: { readonly id: string }, hours: number) {
  const wired = createWiring(readEnvironment());
  const now = () => new Date(Date.now() + hours * 3_600_000);
  return moveEmailChange(extendPorts(wired, { now }), { customerId: localIdOf(customer.id), by: 'clock' });
}

/** A change with which staff helped, approved by a second employee. */
export async function assistedChange(cloud: TestCloud, customerId: string, email: string): Promise<void> {
  const [first, second] = [await cloud.employee('support'), await cloud.employee('support')];
  const asked = await cloud.ask(
    'mutation A($input: AssistEmailChangeInput!) { assistEmailChange(input: $input) { customer { emailChange { id } } errors { code } } }',
    {
      token: first,
      variables: {
        input: {
          ...{ idempotencyKey: canary('key-'), customerId, email, ticket: 'SUP-1' },
          evidence: 'the card was shown',
        },
      },
    },
  );
  const changeId = asked.data.assistEmailChange.customer.emailChange.id;
  await cloud.ask(
    'mutation A($input: ApproveAssistedChangeInput!) { approveAssistedChange(input: $input) { errors { code } } }',
    { token: second, variables: { input: { idempotencyKey: canary('key-'), customerId, changeId } } },
  );
}
