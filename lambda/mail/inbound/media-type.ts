/** Type of a Content-Type field, in lower case: `multipart/mixed`. Undefined when it names none. */
export const mediaTypeOf = (field: string): string | undefined =>
  /^[ \t]*([a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+)/i.exec(field)?.[1]?.toLowerCase();

/**
 * A parameter of a structured field (RFC 2045 5.1) that has one short value: a boundary, a charset. Tolerates a missing semicolon. Names of files,
 * with their continuations and character sets (RFC 2231), are the library's.
 */
export function parameterOf(field: string, name: 'boundary' | 'charset'): string | undefined {
  const begin = new RegExp(`[;\\s]${name}[ \\t]*=[ \\t]*`, 'i').exec(field);
  if (!begin) return undefined;
  const value = field.slice(begin.index + begin[0].length, begin.index + begin[0].length + 1000);
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(value)?.[1];
  return quoted?.replace(/\\(.)/g, '$1').trimEnd() ?? /^[^\s;"]+/.exec(value)?.[0];
}
