import { mailIdOf } from '../mail/mail-id.ts';
import { correspondentIdOf } from '../request/correspondent.ts';
import type { InboundMail } from './inbound-mail.ts';

/** Characters of a file's id that tell its mail: instant, hyphen, 65 bits. */
const ofMail = 24;

type Named = Pick<InboundMail, 'id' | 'receivedAt'>;

/** How the ids of all files begin that came with a mail, of whichever attempt. */
export const filesBeginning = ({ id, receivedAt }: Named): string =>
  mailIdOf(new Date(receivedAt), 'file', id).slice(0, ofMail);

/** The id of one file: of the mail, the attempt and its place. */
export const fileIdOf = (mail: Named & Pick<InboundMail, 'attempt'>, place: number): string =>
  filesBeginning(mail) +
  mailIdOf(new Date(mail.receivedAt), 'place', mail.id, String(mail.attempt), String(place)).slice(ofMail);

/** Who becomes known by a mail, if anybody does: one and the same in every attempt, so that what was put for them lies in one folder. */
export const freshCorrespondentOf = ({ id, receivedAt }: Named): string =>
  correspondentIdOf(mailIdOf(new Date(receivedAt), 'correspondent', id).slice(-26));
