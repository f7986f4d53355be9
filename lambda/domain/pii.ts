import { inspect } from 'node:util';

/**
 * A personal value in memory. It will not print: not by string conversion, JSON, inspection, spreading or structured clone.
 * Only `uncover` yields it, and a test lists the files that may import `uncover` (P0.1, P6.4).
 */
export class Personal<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  static uncover<T>(personal: Personal<T>): T {
    return personal.#value;
  }

  toString(): string {
    return '[personal]';
  }

  toJSON(): string {
    return '[personal]';
  }

  [Symbol.toPrimitive](): string {
    return '[personal]';
  }

  [inspect.custom](): string {
    return '[personal]';
  }
}

/** The value inside. Importing this is a privilege: see `test/rules/uncover.test.ts`. */
export const uncover = Personal.uncover;
