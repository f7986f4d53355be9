import type { ReactNode } from 'react';
import type { MailTemplate, MailVariables } from '../../domain/mail/templates.ts';
import type { Language } from '../../domain/viewer.ts';
import type { Frame } from '../frame.ts';

/** What one mail says. The page around it, the label of advertising and the foot are the renderer's. */
export interface MailContent {
  /** Constant words: what a mail is about is told inside it. Only a campaign's subject is filled in. */
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly body: ReactNode;
}

export type Template<T extends MailTemplate> = (
  language: Language,
  variables: MailVariables[T],
  frame: Pick<Frame, 'isOffSite' | 'holdsOffSite'>,
) => MailContent;
