import { DomainError } from '../errors.ts';

export const isViolation = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'INTEGRITY_VIOLATION';

/**
 * What is read of several at once; where one of them is damaged each is read by itself, so that the others are had all the same.
 * @returns in the order asked: undefined where there is none, DAMAGED where what is there does not verify
 */
export async function readEach<T>(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<readonly (T | undefined)[]>,
): Promise<readonly (T | 'DAMAGED' | undefined)[]> {
  try {
    return await read(ids);
  } catch (error) {
    if (!isViolation(error)) throw error;
  }
  return Promise.all(
    ids.map(async (id) => {
      try {
        return (await read([id]))[0];
      } catch (error) {
        if (!isViolation(error)) throw error;
        return 'DAMAGED';
      }
    }),
  );
}
