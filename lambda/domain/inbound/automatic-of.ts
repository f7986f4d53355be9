import type { ParsedMail } from './parsed-mail.ts';

/**
 * Whether a mail was sent by a machine (RFC 3834). MACHINE: it says so itself, is a report of a mail server, comes from one of our own
 * addresses or carries our own mark. BULK: it came by a list or asks for no automatic answer, and a person may well have written it.
 * @param isOwn its From is one of our own addresses
 */
export function automaticOf(
  { automatic }: Pick<ParsedMail, 'automatic'>,
  { isNullSender, isOwn }: { readonly isNullSender: boolean; readonly isOwn: boolean },
): 'MACHINE' | 'BULK' | undefined {
  const { autoSubmitted, precedence, autoResponseSuppress, listId, contentType, loop } = automatic;
  const saysSo = autoSubmitted !== undefined && !/^\s*no\s*(?:;|$)/.test(autoSubmitted);
  const isReport = contentType?.trim().startsWith('multipart/report') ?? false;
  const isAutoReply = precedence?.trim() === 'auto_reply';
  if (isNullSender || isOwn || saysSo || isReport || isAutoReply || loop !== undefined) return 'MACHINE';
  const isBulk = /^(?:bulk|junk|list)$/.test(precedence?.trim() ?? '');
  return isBulk || listId !== undefined || asksForNone.test(autoResponseSuppress ?? '') ? 'BULK' : undefined;
}

/** Of X-Auto-Response-Suppress ([MS-OXCMAIL] 2.2.3.2.14) what is about automatic answers; DR, RN and NRN are about receipts. */
const asksForNone = /(?:^|,)\s*(?:all|oof|autoreply)\s*(?:,|$)/i;
