/** Something that is measured against others. */
export type Act = () => unknown;

export interface SideBySideOptions {
  /** Rounds that count; odd, so that the median is one of them. */
  readonly rounds: number;
  /** Calls of each act in a round. */
  readonly calls: number;
  /** Calls of each act before anything counts. */
  readonly warmUp: number;
  /**
   * `cpu`: time that this process had a processor, which does not grow when others want one too. `wall`: time that passed; for
   * acts that wait for another process.
   */
  readonly clock: 'cpu' | 'wall';
}

export interface Measured<Name extends string> {
  /** Median milliseconds of one call: of this machine on this day, to see how large the thing is that ratios are taken of. */
  milliseconds(name: Name): number;
  /** Median over the rounds of one act's time by the other's in the same round. */
  ratio(name: Name, to: Name): number;
}

/**
 * Runs acts in turns, round after round, each round beginning with another one: what slows the machine down for a while slows all
 * of them, and a ratio is only ever taken within a round.
 */
export async function sideBySide<Name extends string>(
  acts: Readonly<Record<Name, Act>>,
  { rounds, calls, warmUp, clock }: SideBySideOptions,
): Promise<Measured<Name>> {
  const names = Object.keys(acts) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  const read = clock === 'cpu' ? cpuMilliseconds : () => performance.now();
  for (let call = 0; call < warmUp; call++) for (const name of names) await acts[name]();
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const start = read();
      for (let call = 0; call < calls; call++) await acts[name]();
      times.get(name)?.push((read() - start) / calls);
    }
  }
  const of = (name: Name) => times.get(name) ?? [];
  return {
    milliseconds: (name) => median(of(name)),
    ratio: (name, to) => median(of(name).map((time, round) => time / (of(to)[round] ?? Number.NaN))),
  };
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
