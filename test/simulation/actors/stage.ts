import type { Client } from '../client.ts';
import type { Incoming } from '../incoming.ts';
import type { Instances } from '../instances.ts';
import type { Draw } from '../seeded.ts';
import type { Services } from '../services.ts';
import type { ToldEvents } from '../told-events.ts';
import type { Trace } from '../trace.ts';
import type { CodeAsked } from './employees.ts';
import type { ImportedRow } from './importer.ts';
import type { DetailsFound } from './own-details.ts';
import type { Payment } from './payments.ts';
import type { Customer } from './person.ts';
import type { Given } from './recipient.ts';
import type { WrittenMail } from './writers.ts';

/** What everybody who acts works with. */
export interface Stage {
  readonly client: Client;
  readonly services: Services;
  readonly operate: Instances['operate'];
  readonly trace: Trace;
  readonly draw: Draw;
  readonly people: Customer[];
  /** Packages that recipients got. */
  readonly given: Given[];
  /** Where mail comes in, and what did. */
  readonly incoming: Incoming;
  readonly written: WrittenMail[];
  /** What functions are told of, and codes of sign-in among it. */
  readonly told: ToldEvents;
  readonly codes: CodeAsked[];
  /** What billing was answered for payments. */
  readonly payments: Payment[];
  /** Details that customers found after they were corrected. */
  readonly details: DetailsFound[];
  /** Rows of files that an operator brought. */
  readonly imports: ImportedRow[];
}

/** One thing that somebody does, with or about a customer. */
export type ActorAct = (stage: Stage, who: Customer) => Promise<unknown>;
export type Acts = Readonly<Record<string, ActorAct>>;
