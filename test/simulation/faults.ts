import { type Call, type Fate, fates } from './call.ts';
import type { Draw } from './seeded.ts';

/** How often each fault comes, of all calls; those that are absent do not. */
export type Rates = Readonly<Partial<Record<Fate, number>>>;

/** Each seed has faults of its own: some never, some now and then, some often. What all have in the same measure hides what few show. */
export function drawRates(draw: Draw): Rates {
  if (draw.often(0.1)) return {};
  const mild = draw.often(0.7);
  return Object.fromEntries(
    fates
      .filter((fate) => fate !== 'PASSES' && draw.often(0.45))
      .map((fate) => [fate, draw.one(mild ? [0.002, 0.01, 0.03] : [0.01, 0.03, 0.08])]),
  );
}

/** What could befall a call at all. */
function canBefall(fate: Fate, { service, writes }: Call): boolean {
  switch (fate) {
    case 'CONFLICT':
      return service === 'dynamodb' && writes;
    // SES takes a mail once for each time that it is asked.
    case 'DONE_TWICE':
      return service !== 'ses';
    case 'COMES_LATE':
      return writes;
    default:
      return true;
  }
}

export function fateBy(rates: Rates, draw: Draw): (call: Call) => Fate {
  const all = Object.entries(rates) as [Fate, number][];
  return (call) => {
    for (const [fate, rate] of all) if (draw.often(rate) && canBefall(fate, call)) return fate;
    return 'PASSES';
  };
}
