import type { Client } from '../client.ts';
import type { Draw } from '../seeded.ts';
import type { Services } from '../services.ts';
import type { Trace } from '../trace.ts';
import type { Customer } from './person.ts';
import type { Given } from './recipient.ts';

/** What everybody who acts works with. */
export interface Stage {
  readonly client: Client;
  readonly services: Services;
  readonly trace: Trace;
  readonly draw: Draw;
  readonly people: Customer[];
  /** Packages that recipients got. */
  readonly given: Given[];
}

/** One thing that somebody does, with or about a customer. */
export type ActorAct = (stage: Stage, who: Customer) => Promise<unknown>;
export type Acts = Readonly<Record<string, ActorAct>>;
