import type { WrittenMail } from '../actors/writers.ts';
import type { Row } from '../services.ts';
import { inside, type Left, text } from './left.ts';

/** A mail that came in, its row as it was last, and where it was filed. */
export interface CameIn {
  readonly mail: WrittenMail;
  readonly row: Row | undefined;
  /** Subject and reference, of one that was filed. */
  readonly place: string | undefined;
}

export const placeOf = (subjectId: string, reference: string): string => `${subjectId} ${reference}`;

/** Every mail that came in. Of whoever was erased meanwhile the row is gone: what it said last counts. */
export function cameIn({ written, services }: Left): readonly CameIn[] {
  if (written.length === 0) return [];
  const rows = new Map(
    services
      .versions('records')
      .filter((row) => text(row, 'kind') === 'INBOUND_MAIL')
      .map((row) => [text(row, 'id'), row]),
  );
  return written.map((mail) => {
    const row = rows.get(mail.id);
    const filed = inside(row, 'filed') as Row;
    const reference = text(filed, 'reference');
    return { mail, row, place: reference === '' ? undefined : placeOf(text(filed, 'subjectId'), reference) };
  });
}

/** What the receiving server, or its From field, says against a mail. */
export function faultOf({ virus, spam, dmarc, isOneSender }: WrittenMail): string | undefined {
  if (virus === 'FAIL') return 'VIRUS';
  if (spam === 'FAIL') return 'SPAM';
  return isOneSender && (dmarc === 'PASS' || dmarc === 'GRAY') ? undefined : 'AUTHENTICATION_FAILED';
}
