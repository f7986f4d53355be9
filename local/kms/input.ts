import { KmsError } from './errors.ts';

/** Body of a request, before its members are checked. */
export type KmsInput = Readonly<Record<string, unknown>>;

export function parseInput(body: Buffer): KmsInput {
  try {
    const input: unknown = JSON.parse(body.toString('utf8') || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as KmsInput;
  } catch {
    // falls through to the refusal below
  }
  throw new KmsError('SerializationException', 'The body is not a JSON object.');
}

/** A member that must be text; `among`, when given, lists what it may be. */
export function textOf(input: KmsInput, name: string, among?: readonly string[]): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') throw failed(name, 'must not be null or empty');
  if (among && !among.includes(value)) throw failed(name, `must be one of [${among.join(', ')}]`);
  return value;
}

export function optionalTextOf(input: KmsInput, name: string, among?: readonly string[]): string | undefined {
  return input[name] === undefined || input[name] === null ? undefined : textOf(input, name, among);
}

export function numberOf(input: KmsInput, name: string, lowest: number, highest: number): number {
  const value = input[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < lowest || value > highest)
    throw failed(name, `must be a whole number from ${lowest} to ${highest}`);
  return value;
}

/** Bytes, which travel as base64. */
export function bytesOf(input: KmsInput, name: string, longest: number): Buffer {
  const text = textOf(input, name);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    throw new KmsError('SerializationException', `${name} is not base64.`);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length > longest)
    throw failed(name, `must have length from 1 to ${longest}`);
  return bytes;
}

/**
 * An encryption context in one canonical form: its pairs sorted by name, so that their order does not matter. An absent
 * context equals an empty one, as in AWS.
 */
export function contextOf(input: KmsInput, name = 'EncryptionContext'): Buffer {
  const value = input[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw new KmsError('SerializationException', `${name} is not a map.`);
  const pairs = Object.entries(value as object);
  if (pairs.some(([, text]) => typeof text !== 'string'))
    throw new KmsError('SerializationException', `${name} holds a value that is not text.`);
  pairs.sort(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs), 'utf8');
}

function failed(name: string, rule: string): KmsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return new KmsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member ${rule}`,
  );
}
