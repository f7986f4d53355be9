import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../client.ts';
import type { Customer } from './person.ts';
import type { Stage } from './stage.ts';

/** What a customer found of the own details once all was decided. */
export interface DetailsFound {
  readonly customerId: string;
  readonly field: string;
  readonly value: string | undefined;
  /** Of what was written, what may stand there: the last is not known where several wrote. */
  readonly may: readonly (string | undefined)[];
}

/** What was written to each field, so far as it was taken. */
export type Written = Map<string, string[]>;

export const note = (written: Written, field: string, value: string): void =>
  void written.set(field, [...(written.get(field) ?? []), value]);

const query = `{ me { id name identityNumber payment { taxCode billingName } revisions { payment }
  corrections { id dataClass state identity { after { identityNumber } } payment { after { taxCode } } } } }`;

export async function look({ client }: Stage, { person }: Customer): Promise<Json> {
  for (let tries = 0; tries < 20; tries++) {
    const { data, codes } = await client.ask(query, { by: person });
    // With a part that could not be opened the rest is answered: not what the customer has.
    if ((data?.me && codes.length === 0) || codes.includes('NOT_REGISTERED')) return data?.me;
    await pause(3000);
  }
  return undefined;
}

export async function detailsOf(
  stage: Stage,
  who: Customer,
): Promise<Record<string, string | undefined> | undefined> {
  const me = await look(stage, who);
  if (!me) return undefined;
  const { name, identityNumber, payment } = me;
  const { taxCode, billingName } = payment ?? {};
  const all = { name, identityNumber, taxCode, billingName };
  return Object.fromEntries(Object.entries(all).map(([field, value]) => [field, value ?? undefined]));
}

export async function askedOf(stage: Stage, who: Customer): Promise<readonly Json[]> {
  const me = await look(stage, who);
  return (me?.corrections ?? []).filter(({ state }: Json) => state === 'ASKED');
}
