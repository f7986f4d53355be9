import { limits } from '../../declared/limits.ts';
import type { IndexValues } from '../ports/blind-index.ts';
import { before } from '../span.ts';
import type { HoldCause, Signals } from './email-hold.ts';

/** An authenticated act of a customer, as the rules of holds see it. */
export interface SuspectAct {
  readonly at: Date;
  /** It opens or continues a request. */
  readonly isRequest?: boolean;
  /** Fields that it asks to be otherwise; `email` is one. */
  readonly asks?: readonly string[];
  /** It changes payment details that there were, or asks for that. */
  readonly isPayment?: boolean;
  /** Fields that had a value and have another with it. */
  readonly changes?: readonly string[];
  /** Fields that have another value with it, or one for the first time, or none any more. */
  readonly sets?: readonly string[];
  /** Where it came from: a network under every version of the index key, current first. A mail comes from none. */
  readonly network?: IndexValues;
}

/** Fields by which staff reach a customer whose address is held: no rule fires on them, a contact is judged by them. */
const ways: readonly string[] = ['phone', 'address'];

/**
 * Whether an act is a reason to stop requests from its customer's address (P3.6), by what was known before it. Pure: the same signals, the
 * same answer. A payment change from a network that is not known, a request against a change just made, more requests than people write.
 */
export function judgeSuspicion(signals: Signals | undefined, act: SuspectAct): HoldCause | undefined {
  const { at, isRequest, asks = [], isPayment, network } = act;
  if (isPayment && network && !isFirst(signals) && !isKnown(signals, network, at)) return 'NEW_ORIGIN';
  const changed = signals?.changed ?? {};
  const isRecent = (instant: string | undefined) => instant !== undefined && instant > contradicting(at);
  if (asks.some((field) => isRecent(changed[field]))) return 'CONTRADICTION';
  if (isRequest && lately(signals, at).length + 1 > limits.holdBurst) return 'BURST';
  return undefined;
}

/** What is known after an act: the latest of each kind, and nothing that no rule asks about any more. */
export function noted(signals: Signals | undefined, customerId: string, act: SuspectAct): Signals {
  const { at, isRequest, changes = [], sets = [], network } = act;
  const now = at.toISOString();
  const changed = { ...signals?.changed, ...Object.fromEntries(changes.map((field) => [field, now])) };
  return {
    customerId,
    version: (signals?.version ?? 0) + 1,
    requestedAt: [...lately(signals, at), ...(isRequest ? [now] : [])].slice(-limits.holdBurst - 1),
    changed: Object.fromEntries(Object.entries(changed).filter(([, instant]) => instant > contradicting(at))),
    waysSince: {
      ...signals?.waysSince,
      ...Object.fromEntries(sets.filter((field) => ways.includes(field)).map((field) => [field, now])),
    },
    networks: signals?.networks ?? {},
    ...(signals?.newSince && { newSince: signals.newSince }),
    ...(network && withNetwork(signals, network, at)),
  };
}

/** Requests of the last hour. */
const lately = (signals: Signals | undefined, at: Date): readonly string[] => {
  const from = before(at, { hours: 1 });
  return (signals?.requestedAt ?? []).filter((instant) => instant > from);
};

/** From when on a change counts as just made. */
export const contradicting = (at: Date): string => before(at, { days: limits.holdContradictionDays });

/** From when on a network is new. */
const fresh = (at: Date): string => before(at, { days: limits.holdNetworkDays });

/** Whether the customer has acted from no network so far. Those that a hold has made unknown again were some. */
export const isFirst = (signals: Signals | undefined): boolean =>
  !signals?.newSince && Object.keys(signals?.networks ?? {}).length === 0;

/** Whether a network was first seen days ago, or is the first there was; so is each of a row that says of none since when. */
const isKnown = (signals: Signals | undefined, network: IndexValues, at: Date): boolean =>
  network.some((one) => signals?.networks[one] && !((signals.newSince?.[one] ?? '') > fresh(at)));

/** A network is noted once a day: an act that tells nothing new need not write. Those not seen for longest are forgotten first. */
function withNetwork(
  signals: Signals | undefined,
  network: IndexValues,
  at: Date,
): Pick<Signals, 'networks' | 'newSince'> {
  const { networks = {}, newSince = {} } = signals ?? {};
  const [current] = network;
  const now = at.toISOString();
  const isOld = isFirst(signals) || isKnown(signals, network, at);
  const since = isOld ? '' : (network.map((one) => newSince[one]).find(Boolean) ?? now);
  const others = Object.entries(networks).filter(([one]) => !network.includes(one));
  const latest = others
    .sort(([, one], [, other]) => (one > other ? -1 : 1))
    .slice(0, limits.holdNetworks - 1);
  const isNoted = (networks[current] ?? '') > before(at, { days: 1 });
  const kept = isNoted ? networks : Object.fromEntries([...latest, [current, now]]);
  const young = Object.entries({ ...newSince, [current]: since });
  return {
    networks: kept,
    newSince: Object.fromEntries(young.filter(([one, instant]) => kept[one] && instant > fresh(at))),
  };
}
