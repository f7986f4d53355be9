const day = 86_400_000;

/** So many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

/** Days from one instant to another. */
export const daysBetween = (from: string, until: string): number =>
  (Date.parse(until) - Date.parse(from)) / day;
