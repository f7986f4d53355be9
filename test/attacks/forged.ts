/** An event that nobody sent who may. */
export interface Forged {
  readonly name: string;
  readonly event: unknown;
}

/** An event as JSON carries it: `__proto__` is a name like any other there. */
export const parsed = (text: string): unknown => JSON.parse(text);
