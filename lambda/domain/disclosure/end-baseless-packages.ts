import { type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import { never } from './disclosure-due.ts';
import { type EndBaselessDeps, endBaseless } from './end-baseless.ts';
import { sealAgain } from './seal-again.ts';

type Entry = { readonly id: string };

/** The last place in the list of what has not ended: packages whose own end is far are looked at too, and what no clock is set to. */
const farthest = new Date(never);

/**
 * Looks at every sealed package again, and ends those whose recipient was revoked or got another key, whose commitment ended, or that stand on what a
 * customer took back or restricted (P1.6, P6.6): they lie no longer than minutes. Nothing waits for it: whoever collects is judged by themselves.
 * What is approved and whose sealing was given up is sealed again.
 * @param by name of the deployed function that acts
 * @returns how many ended or were queued, and how many could not be handled
 */
export function endBaselessPackages(
  deps: EndBaselessDeps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'packages',
    fault: 'disclosure_not_handled',
    due: async (shard: number, _: Date, first: number): Promise<readonly Entry[]> =>
      (await deps.disclosures.due(shard, farthest, first)).map((id) => ({ id })),
    act: async ({ id }: Entry) => {
      const disclosure = await deps.disclosures.load(id);
      const isMoved =
        disclosure?.state === 'APPROVED' ? sealAgain(deps, disclosure) : endBaseless(deps, id, by);
      return (await isMoved) ? 'MOVED' : 'WAITING';
    },
  } as const;
  return sweepDue(deps, from, sweep);
}
