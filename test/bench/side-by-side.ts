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
   * acts that wait for another process. `told`: milliseconds that the act itself answers, having measured them elsewhere.
   */
  readonly clock: keyof typeof clocks;
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
  const time = clocks[clock];
  for (let call = 0; call < warmUp; call++) for (const name of names) await acts[name]();
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      let sum = 0;
      for (let call = 0; call < calls; call++) sum += await time(acts[name]);
      times.get(name)?.push(sum / calls);
    }
  }
  const of = (name: Name) => times.get(name) ?? [];
  return {
    milliseconds: (name) => median(of(name)),
    ratio: (name, to) => median(of(name).map((time, round) => time / (of(to)[round] ?? Number.NaN))),
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

const clocks = {
  async cpu(act: Act): Promise<number> {
    const start = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  },
  async wall(act: Act): Promise<number> {
    const start = performance.now();
    await act();
    return performance.now() - start;
  },
  told: async (act: Act): Promise<number> => Number(await act()),
};
