import { toItem } from '../../lambda/store/item.ts';
import type { TestCloud } from './cloud.ts';
import { type Asked, mutation } from './mutations.ts';
import { localIdOf, type Registered } from './register.ts';
import { overwrite } from './tables.ts';

const shown =
  'id right state reference askedAt answerDueAt dueAt secondsLeft article extendedAt decidedAt doneAt liftedAt reason';

const me = `me { processingRestricted rightsRequests { ${shown} } }`;
export const requestCopy = mutation('requestCopy', me, 'RequestRightInput');
export const restrictProcessing = mutation('restrictProcessing', me, 'RequestRightInput');
export const objectToProcessing = mutation('objectToProcessing', me, 'RequestRightInput');
export const requestErasure = mutation('requestErasure', me);
export const withdrawStorage = mutation('withdrawStorage', me, 'RequestErasureInput');
export const closeAccount = mutation('closeAccount', me, 'RequestRightInput');
export const liftRestriction = mutation('liftRestriction', me);
export const withdrawRight = mutation('withdrawRightsRequest', me);

const staffs = 'rightsRequest { id state dueAt secondsLeft extendedAt decidedAt decidedBy doneAt }';
export const decideRight = mutation('decideRightsRequest', staffs);
export const extendRight = mutation('extendRightsRequest', staffs, 'AnswerRightsRequestInput');
export const passOnErasure = mutation('passOnErasure', staffs);
export const completeRight = mutation('completeRightsRequest', staffs, 'AnswerRightsRequestInput');

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
