import * as z from 'zod/mini';
import { DomainError, type ErrorCode, type Issue } from '../errors.ts';
import { holdsCardNumber } from '../input/card-number.ts';
import type { OperationalPurpose } from '../purposes.ts';
import { type FilledTemplate, templates } from './templates.ts';

/** What a service may send, by the name of its input. Each purpose has a template of its own name. */
export const noticeKinds = {
  paymentConfirmation: 'PAYMENT_CONFIRMATION',
  billingNotice: 'BILLING_NOTICE',
  serviceNotice: 'SERVICE_NOTICE',
  serviceSupport: 'SERVICE_SUPPORT',
} as const satisfies Readonly<Record<string, OperationalPurpose>>;
export type NoticeKind = keyof typeof noticeKinds;
export type Notice = Extract<FilledTemplate, { template: (typeof noticeKinds)[NoticeKind] }>;

/** Variables that may have several lines. */
const manyLines: readonly string[] = ['message', 'details'];

/**
 * What no line of a mail takes: control characters, so none that ends a header; other line ends; what reorders or hides text; half a surrogate
 * pair. Paragraphs may have line ends.
 */
const unsupported = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFD]/u;
/** A link that is longer opens nowhere. */
const longestLink = 2000;

/**
 * The one notice that an input holds, with the variables its template takes.
 * @throws DomainError with every issue: REQUIRED (none, or a variable), INVALID_FORMAT (several, or a variable), TOO_LONG,
 * UNSUPPORTED_CHARACTER, CARD_NUMBER_NOT_ACCEPTED
 */
export function parseNotice(input: Readonly<Partial<Record<NoticeKind, unknown>>>): Notice {
  const given = (Object.keys(noticeKinds) as NoticeKind[]).filter((kind) => input[kind] != null);
  const [kind, second] = given;
  if (!kind) throw new DomainError('REQUIRED');
  if (second) throw new DomainError('INVALID_FORMAT', [second]);
  const template = noticeKinds[kind];
  const issues: Issue[] = [];
  const plain = plainOf(input[kind], [kind], issues);
  const parsed = z.safeParse(templates[template].variables as z.ZodMiniType, plain);
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const path = [kind, ...issue.path.map(String)];
      if (!issues.some((one) => one.path.join('.') === path.join('.')))
        issues.push({ code: codeOf(issue, plain), path });
    }
  const [first, ...more] = issues;
  if (first) throw DomainError.of([first, ...more]);
  return { template, variables: parsed.data } as Notice;
}

/** Instants as text, texts in NFC and judged, what was not said left out. */
function plainOf(value: unknown, path: readonly string[], issues: Issue[]): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'string') return textOf(value, path, issues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
      member === undefined || member === null ? [] : [[name, plainOf(member, [...path, name], issues)]],
    ),
  );
}

function textOf(value: string, path: readonly string[], issues: Issue[]): string {
  const isParagraph = manyLines.includes(path.at(-1) ?? '');
  const text = (isParagraph ? value.replace(/\r\n?/g, '\n') : value).normalize('NFC').trim();
  const bad: ErrorCode | undefined = unsupported.test(isParagraph ? text.replace(/[\n\t]/g, ' ') : value)
    ? 'UNSUPPORTED_CHARACTER'
    : holdsCardNumber(text)
      ? 'CARD_NUMBER_NOT_ACCEPTED'
      : path.at(-1) === 'link' && text.length > longestLink
        ? 'TOO_LONG'
        : undefined;
  if (bad) issues.push({ code: bad, path });
  return text;
}

/** Absent or empty is missing; only a text can be too long. */
function codeOf(issue: z.core.$ZodIssue, plain: unknown): ErrorCode {
  const value = memberAt(plain, issue.path);
  if (value === undefined || value === '') return 'REQUIRED';
  return issue.code === 'too_big' && typeof value === 'string' ? 'TOO_LONG' : 'INVALID_FORMAT';
}

function memberAt(value: unknown, path: readonly PropertyKey[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined || typeof value !== 'object' || value === null) return value;
  return memberAt((value as Readonly<Record<PropertyKey, unknown>>)[name], rest);
}
