import type { DisclosurePurpose, PersonalField } from '../generated/graphql.ts';
import { disclosurePurposeWords, personalFieldWords } from '../words/data-code-words.ts';

/** What a link asks a customer to permit: `#/your-data?permit=<Recipient.id>&purpose=DOMAIN_REGISTRATION&fields=NAME,EMAIL`. */
export interface PermitAsked {
  readonly recipientId: string;
  readonly purpose: DisclosurePurpose;
  /** One at least, each once. */
  readonly fields: readonly PersonalField[];
}

const isPurpose = (text: string): text is DisclosurePurpose => Object.hasOwn(disclosurePurposeWords, text);
const isField = (text: string): text is PersonalField => Object.hasOwn(personalFieldWords, text);

/** What the page's address asks for; undefined when it asks for nothing, `BROKEN` when it cannot be told what. */
export function permitAskedIn(hash: string): PermitAsked | 'BROKEN' | undefined {
  const [, query = ''] = hash.split('?');
  const given = new URLSearchParams(query);
  const recipientId = given.get('permit') ?? '';
  if (recipientId === '') return undefined;
  const purpose = given.get('purpose') ?? '';
  const fields = [...new Set((given.get('fields') ?? '').split(','))];
  if (!isPurpose(purpose) || !fields.every(isField)) return 'BROKEN';
  return { recipientId, purpose, fields };
}
