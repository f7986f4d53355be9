import type { ReactElement } from 'react';
import type { MailTemplate, MailVariables } from '../../domain/mail/mail.ts';
import type { Language } from '../../domain/viewer.ts';

/** One mail's subject and body. The body is a whole HTML document; its plain text follows from it. */
export type Template<T extends MailTemplate> = (
  language: Language,
  variables: MailVariables[T],
) => { readonly subject: string; readonly body: ReactElement };
