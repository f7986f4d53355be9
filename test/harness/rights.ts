import { toItem } from '../../lambda/store/item.ts';
import { canary, type TestCloud } from './cloud.ts';
import { localIdOf, type Registered } from './register.ts';
import { overwrite } from './tables.ts';

type Asked = Pick<TestCloud, 'ask'>;
type Input = Readonly<Record<string, unknown>>;

const shown =
  'id right state reference askedAt answerDueAt dueAt secondsLeft article extendedAt decidedAt doneAt liftedAt reason';

const acting =
  (name: string, type: string, record: string) =>
  (at: Asked, token: string, input: Input = {}) =>
    at.ask(`mutation Act($input: ${type}!) { ${name}(input: $input) { ${record} errors { code path } } }`, {
      token,
      variables: { input: { idempotencyKey: canary('key-'), ...input } },
    });

const me = `me { processingRestricted rightsRequests { ${shown} } }`;
export const requestCopy = acting('requestCopy', 'RequestRightInput', me);
export const restrictProcessing = acting('restrictProcessing', 'RequestRightInput', me);
export const objectToProcessing = acting('objectToProcessing', 'RequestRightInput', me);
export const requestErasure = acting('requestErasure', 'RequestErasureInput', me);
export const withdrawStorage = acting('withdrawStorage', 'RequestErasureInput', me);
export const closeAccount = acting('closeAccount', 'RequestRightInput', me);
export const liftRestriction = acting('liftRestriction', 'LiftRestrictionInput', me);
export const withdrawRight = acting('withdrawRightsRequest', 'WithdrawRightsRequestInput', me);

const staffs = 'rightsRequest { id state dueAt secondsLeft extendedAt decidedAt decidedBy doneAt }';
export const decideRight = acting('decideRightsRequest', 'DecideRightsRequestInput', staffs);
export const extendRight = acting('extendRightsRequest', 'AnswerRightsRequestInput', staffs);
export const passOnErasure = acting('passOnErasure', 'PassOnErasureInput', staffs);
export const completeRight = acting('completeRightsRequest', 'AnswerRightsRequestInput', staffs);

/** The customer's own rights requests, newest first. */
export async function ownRights(at: Asked, token: string) {
  const { data } = await at.ask(`{ ${me} }`, { token });
  return data.me.rightsRequests;
}

/** The whole work list of the privacy officer. */
export async function waitingRights(at: Asked, token: string) {
  const nodes = [];
  for (let after: string | undefined; ; ) {
    const query =
      'query W($after: String) { rightsRequests(first: 50, after: $after) { nodes { id customerId right state dueAt secondsLeft processors passedOnAt } pageInfo { hasNextPage endCursor } } }';
    const { data } = await at.ask(query, { token, variables: { after } });
    nodes.push(...data.rightsRequests.nodes);
    if (!data.rightsRequests.pageInfo.hasNextPage) return nodes;
    after = data.rightsRequests.pageInfo.endCursor;
  }
}

/** As if an order of a customer had been paid through a processor. */
export function paidThroughProcessor(cloud: TestCloud, { id }: Pick<Registered, 'id'>): Promise<void> {
  const customerId = localIdOf(id);
  const row = {
    ...{ pk: `CUS#${customerId}`, sk: 'DISCLOSURE#dis-1', kind: 'CUSTOMER_DISCLOSURE', customerId },
    ...{ disclosureId: 'dis-1', recipientId: 'rec-1', recipientName: 'Payments Ltd', basis: 'COMMITMENT' },
    ...{ purpose: 'PAYMENT', fields: ['billingName'], result: 'GIVEN', version: 1 },
    at: new Date().toISOString(),
  };
  return overwrite(cloud, 'records', toItem(row));
}

/** Days between two instants. */
export const daysBetween = (from: string, until: string): number =>
  (Date.parse(until) - Date.parse(from)) / 86_400_000;
