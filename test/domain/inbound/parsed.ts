import type { ParsedMail } from '../../../lambda/domain/inbound/parsed-mail.ts';

/** A mail as a parser might read it. */
export const parsedMail = (changes: Partial<ParsedMail> = {}): ParsedMail => ({
  from: [{ address: 'an@example.com', name: 'An' }],
  recipients: [],
  subject: '',
  messageId: undefined,
  references: [],
  automatic: {},
  text: '',
  quoted: undefined,
  attachments: [],
  isCut: false,
  ...changes,
});
