/**
 * Words from outside in one spelling: every text of a value in NFC, each line end a line feed, without white space around it. The same words
 * then have the same digest, however they were typed. Lines and paragraphs stay.
 */
export function normalisedWords(given: unknown): unknown {
  if (typeof given === 'string') return given.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (Array.isArray(given)) return given.map(normalisedWords);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, normalisedWords(value)]));
}
