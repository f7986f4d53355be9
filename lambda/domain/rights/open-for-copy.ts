import * as z from 'zod/mini';
import type { ConsentEvidence, ConsentFact } from '../consent/fact.ts';
import { variablesAt } from '../mail/enqueue-mail.ts';
import type { Mail } from '../mail/mail.ts';
import { openShaped } from '../open-shaped.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';

const text = z.string();
const evidence = z.object({
  origin: z.exactOptional(z.object({ address: text, port: z.exactOptional(z.int()) })),
  proof: z.exactOptional(text),
  guardian: z.exactOptional(z.object({ name: text, relation: text })),
});
const variables = z.record(text, z.unknown());

/** What opens nothing but the reader's own: links with their tokens, and codes, are secrets of their mail. */
const secrets: readonly string[] = ['link', 'code'];

/** The evidence of a consent. @throws DomainError INTEGRITY_VIOLATION */
export function openEvidence(
  sealing: ReadySealing,
  keyring: Keyring,
  { id, sealedEvidence }: ConsentFact,
): ConsentEvidence | undefined {
  const at = { dataClass: 'contact', kind: 'evidence', recordId: id, revision: 1 } as const;
  return sealedEvidence && openShaped(evidence, sealing, keyring, at, sealedEvidence);
}

/** What a mail was filled with, without its secrets. @throws DomainError INTEGRITY_VIOLATION */
export function openVariables(
  sealing: ReadySealing,
  keyring: Keyring,
  { id, sealedVariables, openVariables: open }: Mail,
): Readonly<Record<string, unknown>> | undefined {
  const all = sealedVariables
    ? openShaped(variables, sealing, keyring, variablesAt(id), sealedVariables)
    : open;
  return all && Object.fromEntries(Object.entries(all).filter(([name]) => !secrets.includes(name)));
}
