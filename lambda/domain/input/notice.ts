import type { Language } from '../viewer.ts';
import { language } from './language.ts';
import { objectOf } from './object.ts';
import { isBlank, type Parser, refuse } from './parser.ts';

/** The collection notice that was shown: version of the policy, language, SHA-256 of the exact text (hex, lower case). */
export interface NoticeShown {
  readonly version: number;
  readonly language: Language;
  readonly digest: string;
}

/** The number of a version of the policy. */
export const versionNumber: Parser<number> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  const good = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 999_999;
  return good ? value : refuse(issues, 'INVALID_FORMAT', path);
};

const digest: Parser<string> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  const hex = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return /^[0-9a-f]{64}$/.test(hex) ? hex : refuse(issues, 'INVALID_FORMAT', path);
};

export const noticeShown: Parser<NoticeShown> = objectOf({
  required: { version: versionNumber, language, digest },
});
