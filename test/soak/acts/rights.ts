import { askedErasure, granting } from '../../harness/erasures.ts';
import { done } from '../../harness/recipients.ts';
import { objectToProcessing, requestCopy, restrictProcessing } from '../../harness/rights.ts';
import type { CustomerAct } from '../stage.ts';
import { codesIn } from '../tally.ts';

const kinds = [requestCopy, restrictProcessing, objectToProcessing];

/** A copy of one's data, a restriction, an objection: each once. */
export const askRight: CustomerAct = async ({ cloud }, who) => {
  const ask = kinds[who.rights.length];
  if (!ask) return;
  const { rightsRequests } = done<{ rightsRequests: readonly { id: string }[] }>(await ask(cloud, who.token));
  who.rights.push(rightsRequests[0]?.id ?? '');
};

/** Asks to be erased, and the privacy officer grants it; not what an order keeps. */
export const leave: CustomerAct = async ({ cloud, cast }, who) => {
  who.isLeaving = true;
  const id = await askedErasure(cloud, who);
  who.rights.push(id);
  const granted = await granting(cloud, cast.officer, who, id);
  if (codesIn(granted).includes('ON_LEGAL_HOLD')) return;
  done(granted);
  who.isErased = true;
};
