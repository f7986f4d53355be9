import type { Email } from 'postal-mime';
import type { Verdict } from '../../lambda/domain/inbound/inbound-mail.ts';

/** What a scanner of spam is tried with (GTUBE), in the words of a mail. */
export const spamTestText = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
/** What a scanner of viruses is tried with (EICAR). In two pieces, so that no scanner takes this file for it. */
export const virusTestText = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}',
  '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('');

/**
 * The scans' verdicts: everything is clean but the two test texts that the documentation of SES names. What is no MIME message could not be
 * scanned.
 *
 * @param mail undefined when it could not be read
 */
export function scan(mail: Email | undefined): { readonly spam: Verdict; readonly virus: Verdict } {
  if (!mail) return { spam: 'PROCESSING_FAILED', virus: 'PROCESSING_FAILED' };
  const words = [mail.text ?? '', mail.html ?? ''];
  const attached = mail.attachments.map(({ content }) =>
    typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('latin1'),
  );
  const within = (texts: readonly string[], wanted: string): Verdict =>
    texts.some((text) => text.includes(wanted)) ? 'FAIL' : 'PASS';
  return { spam: within(words, spamTestText), virus: within([...words, ...attached], virusTestText) };
}
