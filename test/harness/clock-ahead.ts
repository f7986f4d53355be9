/** Text of a module that sets its clock ahead and then is another module's `handler`. */
export const moduleAhead = (hours: number, url: string): string => `const Kept = Date;
const ahead = ${hours * 3_600_000};
globalThis.Date = class Date extends Kept {
  constructor(...given) { if (given.length === 0) super(Kept.now() + ahead); else super(...given); }
  static now() { return Kept.now() + ahead; }
};
export const { handler } = await import(${JSON.stringify(url)});
`;
