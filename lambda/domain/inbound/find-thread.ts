import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Ports } from '../ports.ts';
import { isReference } from '../request/reference.ts';
import type { CustomerRequest } from '../request/request.ts';
import type { InboundMail } from './inbound-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { threadKeysOf } from './thread-keys.ts';

/**
 * The request that a mail continues: named in the address it came to, by the mails it answers, or in its subject, in this order. Whatever is
 * named there was written by whoever sent it, so it counts only where it is a request of this very subject that is being worked on.
 */
export async function findThread(
  deps: Pick<Ports, 'requests' | 'threads'>,
  index: ReadyBlindIndex,
  { threadReference }: Pick<InboundMail, 'threadReference'>,
  parsed: Pick<ParsedMail, 'references' | 'subject'>,
  subjectId: string,
): Promise<CustomerRequest | undefined> {
  return (
    (await openOnes([threadReference])) ??
    (await openOnes([await byMessageIds()])) ??
    (await openOnes(referencesIn(parsed.subject)))
  );

  async function openOnes(named: readonly (string | undefined)[]): Promise<CustomerRequest | undefined> {
    for (const reference of named) {
      const request = reference === undefined ? undefined : await deps.requests.load(subjectId, reference);
      if (request?.state === 'OPEN' || request?.state === 'ANSWERED') return request;
    }
    return undefined;
  }

  async function byMessageIds(): Promise<string | undefined> {
    const keys = parsed.references.flatMap((messageId) => threadKeysOf(index, messageId));
    const thread = keys.length === 0 ? undefined : await deps.threads.find(keys);
    return thread?.subjectId === subjectId ? thread.reference : undefined;
  }
}

/** References in a subject, each once, a few at most. */
function referencesIn(subject: string): readonly string[] {
  const found = subject.toUpperCase().match(/\bREQ-[0-9A-HJKMNP-TV-Z]{10}\b/g) ?? [];
  return [...new Set(found)].filter(isReference).slice(0, 3);
}
