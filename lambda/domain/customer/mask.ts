import type { PersonalField } from '../access.ts';
import type { BankAccount, CardOnFile, PostalAddress } from './details.ts';

const hidden = '•••';

/**
 * A value as a list may show it: at most two real characters, and nothing of its length (P1.1). Computed from the opened
 * value each time, never stored.
 */
export function mask(field: PersonalField, value: unknown): string {
  switch (field) {
    case 'email':
      return `${firstOf(value)}${hidden}@${hidden}`;
    case 'phone':
    case 'identityNumber':
    case 'taxCode':
      return `${hidden}${lastOf(value, 2)}`;
    case 'bankAccount':
      return `${hidden}${lastOf((value as BankAccount).number, 2)}`;
    case 'card':
      return `${hidden}${lastOf((value as CardOnFile).lastFour, 2)}`;
    case 'address':
    case 'billingAddress':
      return `${hidden}, ${(value as PostalAddress).country}`;
    case 'dateOfBirth':
      return '••••-••-••';
    case 'customerNumbers':
      return hidden;
    case 'name':
    case 'billingName':
      return `${firstOf(value)}${hidden}`;
  }
}

/** First letter as a reader sees it: marks that combine with it stay. */
function firstOf(value: unknown): string {
  const [first = ''] = [...String(value).normalize('NFC')];
  return first;
}

function lastOf(value: unknown, count: number): string {
  const characters = [...String(value)];
  // A short value would be shown whole: show none of it.
  return characters.length < count * 3 ? '' : characters.slice(-count).join('');
}
