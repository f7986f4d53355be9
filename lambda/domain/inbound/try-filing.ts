import { DomainError } from '../errors.ts';
import { type FileMailDeps, fileMail } from './file-mail.ts';
import type { InboundMail } from './inbound-mail.ts';

/**
 * Files a mail, its attempt taken by the caller. Where that fails the row says why, by a code, for whoever looks when it is given up at last.
 * @throws what failed; the mail stays due
 */
export async function tryFiling(deps: FileMailDeps, taken: InboundMail, by: string): Promise<void> {
  try {
    await fileMail(deps, taken, by);
  } catch (error) {
    const failed = { ...taken, version: taken.version + 1, cause: codeOf(error) };
    // What made it fail may do so again, and whoever settled it meanwhile has the last word.
    await deps.commit([deps.inboundMails.replace(taken, failed)], []).catch(() => {});
    throw error;
  }
}

/** Names only: a message may quote what it choked on. */
function codeOf(error: unknown): string {
  const name = error instanceof DomainError ? error.code : error instanceof Error ? error.name : '';
  return /^[A-Za-z]\w{0,63}$/.test(name) ? name : 'UNKNOWN';
}
