import type { Personal } from '../pii.ts';
import type { RefusablePurpose } from '../purposes.ts';
import type { Mail } from './mail.ts';
import type { FilledTemplate } from './templates.ts';

/** How the reader refuses what was sent: tokens of this purpose and of all (P2.6). */
export interface Refusing {
  readonly purpose: RefusablePurpose;
  readonly token: string;
  readonly tokenOfAll: string;
}

/** A mail opened for sending: whom it goes to, and what its template is filled with. */
export interface Letter {
  readonly mail: Pick<
    Mail,
    'id' | 'template' | 'language' | 'requestId' | 'advertising' | 'campaignId' | 'reference'
  >;
  readonly to: Personal<string>;
  readonly filled: Personal<FilledTemplate>;
  /** Absent for duties, which cannot be refused. */
  readonly refusing: Refusing | undefined;
}

/** Renders a letter and builds its MIME message. @throws MailRefused when its address cannot be written to. */
export type ComposeMail = (letter: Letter) => Promise<Uint8Array>;
