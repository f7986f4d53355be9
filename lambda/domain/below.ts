import { DomainError } from './errors.ts';

/** Runs an act, and says of its issues that they stand below a part of the input. */
export function below<T>(part: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [first, ...more] = error.issues.map(({ code, path }) => ({ code, path: [part, ...path] }));
    throw first ? DomainError.of([first, ...more]) : error;
  }
}
