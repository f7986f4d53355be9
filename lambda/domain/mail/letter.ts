import type { Personal } from '../pii.ts';
import type { Mail, MailTemplate, MailVariables } from './mail.ts';

/** The variables of one template or another, told apart by `template`. */
export type FilledTemplate = {
  readonly [T in MailTemplate]: { readonly template: T; readonly variables: MailVariables[T] };
}[MailTemplate];

/** A mail opened for sending: whom it goes to, and what its template is filled with. */
export interface Letter {
  readonly mail: Mail;
  readonly to: Personal<string>;
  readonly filled: Personal<FilledTemplate>;
}

/** Renders a letter and builds its MIME message. @throws MailRefused when its address cannot be written to. */
export type ComposeMail = (letter: Letter) => Promise<Uint8Array>;
