import { DomainError, type ErrorCode } from './errors.ts';

/**
 * Acts on what it reads, and again from the start when a refusal says that it had changed meanwhile, or did not fit together.
 * @param again how often it is repeated for each refusal
 * @throws what the last try threw
 */
export async function reread<T>(
  again: Readonly<Partial<Record<ErrorCode, number>>>,
  act: () => Promise<T>,
): Promise<T> {
  const left = new Map(Object.entries(again));
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const code = error instanceof DomainError ? error.code : '';
      const tries = left.get(code) ?? 0;
      if (tries === 0) throw error;
      left.set(code, tries - 1);
    }
  }
}
