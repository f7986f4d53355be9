/** How personal data of a customer came before somebody's eyes. */
export const accessKinds = [
  /** An employee read it in clear. */
  'READ',
  /** An employee looked the customer up by an address or a number that they were told. */
  'FOUND',
  /** It was given to a recipient. */
  'DISCLOSED',
  /** It was put together for a recipient, and has not been given: not yet, or it never was. */
  'PREPARED',
  /** The customer fetched a copy of everything. */
  'OWN_COPY',
] as const;
export type AccessKind = (typeof accessKinds)[number];
