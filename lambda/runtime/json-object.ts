import { limits } from '../declared/limits.ts';

export type JsonObject = Readonly<Record<string, unknown>>;
export type JsonRefusal = 'NOT_JSON' | 'BATCHING_NOT_ALLOWED' | 'AMBIGUOUS_JSON' | 'NESTED_TOO_DEEPLY';

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * One JSON object that reads the same to everybody: a name that stands twice in an object (RFC 8259 section 4 leaves its meaning open, so a
 * firewall may judge one value and the API another), `__proto__`, and bottomless nesting are refused.
 */
export function readJsonObject(
  text: string,
): { readonly value: JsonObject } | { readonly refused: JsonRefusal } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'NOT_JSON' };
  }
  if (Array.isArray(value)) return { refused: 'BATCHING_NOT_ALLOWED' };
  if (typeof value !== 'object' || value === null) return { refused: 'NOT_JSON' };
  const refused = flawOf(text);
  return refused ? { refused } : { value: value as JsonObject };
}

/** Reads the tokens of valid JSON: a string before a colon is a name of the innermost object. */
function flawOf(text: string): JsonRefusal | undefined {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') {
      if (open.push(new Set()) > limits.bodyDepth) return 'NESTED_TOO_DEEPLY';
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = JSON.parse(last) as string;
      const names = open.at(-1);
      if (name === '__proto__' || names?.has(name)) return 'AMBIGUOUS_JSON';
      names?.add(name);
    } else last = token;
  }
  return undefined;
}
