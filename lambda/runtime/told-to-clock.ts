import * as z from 'zod/mini';

const asked = z.object({
  time: z.optional(z.iso.datetime()),
  replayFrom: z.optional(z.iso.datetime()),
  restoredTo: z.optional(z.iso.datetime()),
});

/**
 * What the clock is told. `time`: the minute that the schedule calls it for. An operator may name more. `replayFrom`: the ledger of erasures is looked through from this instant on, whatever was before.
 * `restoredTo`: rows were set back by hand to what they were then; everything since is replayed, and nobody is served meanwhile. Of any other
 * event nothing is taken.
 */
export function toldToClock(event: unknown): z.infer<typeof asked> {
  const found = z.safeParse(asked, event);
  return found.success ? found.data : {};
}
