import * as z from 'zod/mini';
import { type EmailChange, openPending } from '../contact/email-change.ts';
import type { ContactDetails } from '../customer/details.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import { Personal, uncover } from '../pii.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { ReadyRefusalTokens } from '../ports/signing.ts';
import { isDuty } from '../purposes.ts';
import { variablesAt } from './enqueue-mail.ts';
import type { Letter, Refusing } from './letter.ts';
import type { Mail } from './mail.ts';
import { type FilledTemplate, templates } from './templates.ts';

/** What a mail is filled with whose row has no variables: those of a campaign. */
export type VariablesFor = (contact: ContactDetails) => unknown;

/** A customer as a mail is addressed: with the change whose new address it goes to, where it does not go to the current one. */
export interface Addressee extends LoadedCustomer {
  readonly change: EmailChange | undefined;
}

/**
 * Opens what sending needs: the address in force from the customer's contact blob, or the one that the mail is to confirm (P3.1), and the
 * mail's variables.
 * @throws DomainError INTEGRITY_VIOLATION when either is not what was sealed, or record and keys are of different times.
 */
export function openLetter(
  sealing: ReadySealing,
  tokens: ReadyRefusalTokens | undefined,
  customer: Addressee,
  mail: Mail,
  variablesFor?: VariablesFor,
): Letter {
  const contact = openDetails(sealing, customer, 'contact');
  if (!contact) throw new DomainError('INTEGRITY_VIOLATION');
  const variables = variablesFor?.(contact) ?? kept(sealing, customer.keyring, mail);
  return {
    mail,
    to: new Personal(addressFor(sealing, customer, mail, contact)),
    filled: filledBy(mail, variables),
    refusing: refusingOf(tokens, mail),
  };
}

/** The same for a correspondent, to the address they gave. @throws DomainError INTEGRITY_VIOLATION */
export function openLetterTo(sealing: ReadySealing, keyring: Keyring, mail: Mail, address: string): Letter {
  const filled = filledBy(mail, kept(sealing, keyring, mail));
  return { mail, to: new Personal(address), filled, refusing: undefined };
}

function filledBy({ template }: Mail, variables: unknown): Personal<FilledTemplate> {
  const filled = z.safeParse(templates[template].variables as z.ZodMiniType, variables);
  if (!filled.success) throw new DomainError('INTEGRITY_VIOLATION');
  return new Personal({ template, variables: filled.data } as FilledTemplate);
}

function addressFor(
  sealing: ReadySealing,
  { keyring, change }: Addressee,
  { to, changeId }: Mail,
  { email }: ContactDetails,
): string {
  if (to !== 'PENDING') return email;
  // A mail about one change never goes to the address of another.
  if (!change || change.id !== changeId) throw new DomainError('INTEGRITY_VIOLATION');
  return openPending(sealing, keyring, change).email;
}

function kept(sealing: ReadySealing, keyring: Keyring, mail: Mail): unknown {
  const { id, sealedVariables, openVariables } = mail;
  return sealedVariables ? uncover(sealing.open(keyring, variablesAt(id), sealedVariables)) : openVariables;
}

function refusingOf(tokens: ReadyRefusalTokens | undefined, mail: Mail): Refusing | undefined {
  const { customerId, purpose } = mail;
  if (isDuty(purpose)) return undefined;
  if (!tokens) throw new TypeError('a mail that can be refused says how');
  return {
    purpose,
    token: tokens.tokenOf(customerId, purpose),
    tokenOfAll: tokens.tokenOf(customerId, 'ALL'),
  };
}
