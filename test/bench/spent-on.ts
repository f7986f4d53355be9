/** Milliseconds: of processor time, and by the clock. */
export interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

/** What some work took of this process. */
export async function spentOn(act: () => Promise<unknown>): Promise<Spent> {
  const start = process.cpuUsage();
  const began = performance.now();
  await act();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(start);
  return { cpu: (user + system) / 1000, wall };
}
