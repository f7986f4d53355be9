import { render, toPlainText } from '@react-email/render';
import type { MailTemplate, MailVariables } from '../domain/mail/mail.ts';
import type { Language } from '../domain/viewer.ts';
import { addressTaken } from './templates/address-taken.tsx';
import { emailVerification } from './templates/email-verification.tsx';
import type { Template } from './templates/template.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const templates: { readonly [T in MailTemplate]: Template<T> } = {
  EMAIL_VERIFICATION: emailVerification,
  ADDRESS_TAKEN: addressTaken,
};

/** One mail as its reader gets it. Variables are escaped by the renderer; none of them stands in a subject. */
export async function renderMail<T extends MailTemplate>(
  template: T,
  language: Language,
  variables: MailVariables[T],
): Promise<RenderedMail> {
  const { subject, body } = templates[template](language, variables);
  const html = await render(body);
  const plain = toPlainText(html, {
    wordwrap: 76,
    selectors: [{ selector: 'h1', options: { uppercase: false } }],
  });
  return { subject, html, text: `${plain.replace(/\n{3,}/g, '\n\n')}\n` };
}
