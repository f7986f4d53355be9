import type { TestCloud } from '../harness/cloud.ts';
import type { KnownRecipient, Legal } from '../harness/recipients.ts';
import type { Draw } from '../simulation/seeded.ts';
import type { Acknowledged, Customer } from './acknowledged.ts';
import type { RunningCloud } from './running-cloud.ts';
import type { Tally } from './tally.ts';

/** Tokens of whoever is no customer, and whom they deal with. */
export interface Cast {
  readonly support: readonly string[];
  readonly officer: string;
  readonly marketing: readonly [author: string, approver: string];
  readonly legal: Legal;
  readonly billing: string;
  readonly processor: KnownRecipient;
  readonly authority: KnownRecipient;
}

/** What everybody who acts works with. */
export interface Stage {
  readonly cloud: TestCloud;
  readonly running: RunningCloud;
  readonly tally: Tally;
  readonly draw: Draw;
  readonly cast: Cast;
  readonly acknowledged: Acknowledged;
}

/** One thing that somebody does; throws when what was to be done was not. */
export type SoakAct = (stage: Stage) => Promise<void>;
/** What one customer does, with nothing else of theirs under way. */
export type CustomerAct = (stage: Stage, who: Customer) => Promise<void>;

/** Has a customer who is confirmed and not busy do it; nobody, where there is none. */
export const byCustomer =
  (act: CustomerAct): SoakAct =>
  async (stage) => {
    const free = stage.acknowledged.customers.filter(
      (one) => one.isVerified && !one.isBusy && !one.isLeaving,
    );
    if (free.length === 0) return;
    const who = stage.draw.one(free);
    who.isBusy = true;
    try {
      await act(stage, who);
    } finally {
      who.isBusy = false;
    }
  };

/** Somebody confirmed who is staying, whatever else they are doing. */
export function anyCustomer({ acknowledged, draw }: Stage): Customer | undefined {
  const staying = acknowledged.customers.filter((one) => one.isVerified && !one.isLeaving);
  return staying.length > 0 ? draw.one(staying) : undefined;
}
