import measured from './measured-calls.json' with { type: 'json' };
import { boughtFor, costOf } from './model.ts';
import { type Price, type Priced, prices, pricesOf } from './prices.ts';
import { rest, standing } from './use.ts';

/** Numbers of customers that the tables are for. */
export const sizes = [10_000, 1_000_000, 50_000_000] as const;
/** Months after which what is stored is told of: nothing of the audit trail is ever removed. */
const ages = [1, 12, 60] as const;
const stored = ['DynamoDB storage', 'DynamoDB restore', 'S3 storage'] as const satisfies readonly Priced[];

const rows = Object.entries(prices) as readonly (readonly [Priced, Price])[];
const dollars = (amount: number): string =>
  amount.toLocaleString('en', {
    maximumFractionDigits: amount < 10 ? 2 : 0,
    minimumFractionDigits: amount < 10 ? 2 : 0,
  });
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The tables of `docs/cost.md`, as Markdown. */
export function costTables(): string {
  const bought = sizes.map((size) => boughtFor(size));
  const costs = (name: Priced) => bought.map((of) => costOf(name, of[name]));
  const sums = (names: readonly Priced[]) =>
    sizes.map((_, at) => names.reduce((sum, name) => sum + (costs(name)[at] ?? 0), 0));
  const all = rows.map(([name]) => name);
  const without = sums(all.filter((name) => name !== 'Cognito'));
  const perCustomer = without.map((sum, at) => ((sum / (sizes[at] ?? 1)) * 1000).toFixed(2));
  const head = ['US dollars a month', ...sizes.map((size) => `${size.toLocaleString('en')} customers`)];
  const clock = measured['minute of the clock, nothing due'];
  const { times } = rest.clock;
  return [
    line(head),
    line(['---', ...sizes.map(() => '---:')]),
    ...all.filter((name) => name !== 'Cognito').map((name) => line([name, ...costs(name).map(dollars)])),
    line(['**Without Cognito for customers**', ...without.map((sum) => `**${dollars(sum)}**`)]),
    line(['a thousand customers', ...perCustomer]),
    line(['Cognito for customers', ...costs('Cognito').map(dollars)]),
    line(['**With Cognito for customers**', ...sums(all).map((sum) => `**${dollars(sum)}**`)]),
    '',
    `What is stored grows for as long as the product runs; above it is that of month ${rest.storage.months}.`,
    '',
    line(['US dollars a month, of storage, restore and archive', ...head.slice(1)]),
    line(['---', ...sizes.map(() => '---:')]),
    ...ages.map((months) =>
      line([
        `month ${months}`,
        ...sizes.map((size) => {
          const of = boughtFor(size, months);
          return dollars(stored.reduce((sum, name) => sum + costOf(name, of[name]), 0));
        }),
      ]),
    ),
    '',
    `KMS rotates ${standing.rotatedKeys} of the ${standing.keys} keys each year, and asks a dollar a month more for each of the first two times: ` +
      `${standing.keys + standing.rotatedKeys} dollars in the second year, ${standing.keys + 2 * standing.rotatedKeys} from the third on.`,
    '',
    `A minute in which nothing is due asks ${clock.calls.Query} queries, ${clock.calls.GetItem} reads and ${clock.calls.S3} calls of S3: ` +
      `${dollars(costOf('DynamoDB reads', times * clock.units.read))} of DynamoDB and ` +
      `${dollars(costOf('S3 writes', times * clock.calls.S3))} of S3 a month, however few customers there are.`,
    '',
    `Prices of ${pricesOf.region} as written down on ${pricesOf.written}:`,
    '',
    line(['price', 'US dollars', 'for', 'how sure']),
    line(['---', '---:', '---', '---']),
    ...rows.map(([name, { usd, per, unit, assumed }]) =>
      line([
        name,
        `${usd}`,
        `${per === 1 ? '' : `${per.toLocaleString('en')} x `}${unit}`,
        assumed ? 'assumption: look it up' : 'long the same',
      ]),
    ),
  ].join('\n');
}
