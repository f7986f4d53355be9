import type { Client } from '../client.ts';
import type { Draw } from '../seeded.ts';
import type { Services } from '../services.ts';
import type { Trace } from '../trace.ts';
import type { Customer } from './person.ts';

/** What everybody who acts works with. */
export interface Stage {
  readonly client: Client;
  readonly services: Services;
  readonly trace: Trace;
  readonly draw: Draw;
  readonly people: Customer[];
}

/** One thing that somebody does, with or about a customer. */
export type ActorAct = (stage: Stage, who: Customer) => Promise<unknown>;
export type Acts = Readonly<Record<string, ActorAct>>;
