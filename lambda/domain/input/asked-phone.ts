import { parseInput } from './collect-issues.ts';
import { phoneNumber } from './phone-number.ts';

/**
 * The phone number that somebody looks for, in E.164. A promise, so that the numbering plans are loaded with the first number and not at
 * every start.
 *
 * @throws DomainError input issues at `phone`
 */
export async function askedPhone(value: unknown): Promise<string> {
  return parseInput(phoneNumber, value, ['phone']);
}
