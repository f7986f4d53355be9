/** Patterns that files of the deployed code make from pieces, when they are loaded or used, by file. */
export async function madePatterns(
  paths: readonly string[],
  use: () => Promise<void>,
): Promise<ReadonlyMap<string, readonly RegExp[]>> {
  const made = new Map<string, RegExp[]>();
  const Kept = globalThis.RegExp;
  class Noted extends Kept {
    constructor(source: string | RegExp, flags?: string) {
      super(source, flags);
      const caller = new Error('whose').stack?.split('\n')[2] ?? '';
      const path = paths.find((one) => caller.includes(`/${one}`));
      if (path) made.set(path, [...(made.get(path) ?? []), new Kept(source, flags)]);
    }
  }
  globalThis.RegExp = Noted as RegExpConstructor;
  try {
    await use();
  } finally {
    globalThis.RegExp = Kept;
  }
  return made;
}
