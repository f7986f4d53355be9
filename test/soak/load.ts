import { setTimeout as pause } from 'node:timers/promises';
import { confirmPayment, disclosePayment } from './acts/billing.ts';
import { choose, refuseByLink, refuseOnPage } from './acts/choices.ts';
import { discloseOnOrder } from './acts/legal.ts';
import { advertise } from './acts/marketing.ts';
import { customerWrites, strangerWrites } from './acts/outsiders.ts';
import { askSupport, changeAddress, changeContact, readAccessLog, readOwn } from './acts/own-details.ts';
import { signUp } from './acts/register.ts';
import { askRight, leave } from './acts/rights.ts';
import { readPage, reveal } from './acts/staff.ts';
import { byCustomer, type SoakAct, type Stage } from './stage.ts';

/** What is done, by how often, of a hundred. */
const acts: Readonly<Record<string, readonly [weight: number, act: SoakAct]>> = {
  signUp: [8, signUp],
  choose: [13, byCustomer(choose)],
  refuseOnPage: [2, byCustomer(refuseOnPage)],
  refuseByLink: [3, byCustomer(refuseByLink)],
  changeContact: [6, byCustomer(changeContact)],
  changeAddress: [3, byCustomer(changeAddress)],
  askSupport: [6, byCustomer(askSupport)],
  askRight: [4, byCustomer(askRight)],
  readOwn: [12, byCustomer(readOwn)],
  readAccessLog: [8, byCustomer(readAccessLog)],
  leave: [1, byCustomer(leave)],
  readPage: [4, readPage],
  reveal: [10, reveal],
  confirmPayment: [9, confirmPayment],
  disclosePayment: [5, disclosePayment],
  strangerWrites: [3, strangerWrites],
  customerWrites: [3, byCustomer(customerWrites)],
};
const lots = Object.entries(acts).flatMap(([name, [weight]]) => Array.from({ length: weight }, () => name));

/** More at once wait for one to end: of the callers that there are, no more. */
const callers = 24;

export interface Load {
  /** Acts begun, and how many had to wait for a free caller. */
  begun(): number;
  waited(): number;
  /** Names of acts. */
  underWay(): readonly string[];
  /** What was not done, and why. */
  readonly failures: string[];
  /** When nothing is under way any more. */
  over(): Promise<void>;
}

/** Lets people act at random, at a rate a second, until an instant; campaigns and orders of authorities spread over that time. */
export async function actUntil(stage: Stage, until: number, rate: number): Promise<Load> {
  const failures: string[] = [];
  const underWay = new Map<Promise<void>, string>();
  const waitingForMail = () => stage.acknowledged.customers.filter((one) => !one.isVerified).length;
  let begun = 0;
  let waited = 0;
  const begin = (name: string, act: SoakAct) => {
    begun += 1;
    const work = act(stage)
      .catch((error: Error) => void failures.push(`${name}: ${error.message.slice(0, 300)}`))
      .finally(() => underWay.delete(work));
    underWay.set(work, name);
  };
  const rare = rareActs(until - Date.now());
  const started = Date.now();
  while (Date.now() < until) {
    await pause((-Math.log(1 - stage.draw()) * 1000) / rate);
    if (underWay.size - waitingForMail() >= callers) {
      waited += 1;
      await Promise.race(underWay.keys());
    }
    while (rare[0] && Date.now() - started >= rare[0].afterMs)
      begin(rare[0].act.name, rare.shift()?.act as SoakAct);
    const name = stage.draw.one(lots);
    const [, act] = acts[name] as readonly [number, SoakAct];
    begin(name, act);
  }
  return {
    begun: () => begun,
    waited: () => waited,
    underWay: () => [...underWay.values()],
    failures,
    over: async () => {
      while (underWay.size > 0) await Promise.all(underWay.keys());
    },
  };
}

/** Four campaigns, and an order a minute, the first of each once there are customers. */
function rareActs(forMs: number): { afterMs: number; act: SoakAct }[] {
  const campaigns = Math.max(1, Math.min(4, Math.floor(forMs / 240_000)));
  const orders = Math.max(1, Math.floor(forMs / 60_000));
  const spread = (count: number, act: SoakAct) =>
    Array.from({ length: count }, (_, n) => ({ afterMs: ((n + 0.5) / count) * forMs, act }));
  return [...spread(campaigns, advertise), ...spread(orders, discloseOnOrder)].sort(
    (one, other) => one.afterMs - other.afterMs,
  );
}
