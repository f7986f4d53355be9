import * as z from 'zod/mini';
import { DomainError, type ErrorCode, type Issue } from '../errors.ts';
import { holdsCardNumber } from '../input/card-number.ts';
import { holdsForeignAddress } from '../input/own-sites.ts';
import { holdsUnsupported } from '../input/text.ts';
import type { OperationalPurpose } from '../purposes.ts';
import { type FilledTemplate, templates } from './templates.ts';
import { longestText } from './variable-shapes.ts';

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

/** A link that is longer opens nowhere. */
const longestLink = 2000;
/** The most that one letter is made of before NFC puts it together, as the Vietnamese ệ is. */
const unitsPerLetter = 3;
/** A service may be called by its domain, and by nothing that leads to a page. */
const domainName = /^(?!www\d?\.)[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*(?:\.[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*)+$/iu;

/**
 * The one notice that an input holds, with the variables its template takes. Its texts hold no address of a web site but the own ones, and its
 * link is as a browser reads it: what leads elsewhere is told with its host, and nothing passes for another (P5.2).
 * @param ownSites domains of CloudFly's own, each with everything below it
 * @throws DomainError with every issue: REQUIRED (none, or a variable), INVALID_FORMAT (several, or a variable), TOO_LONG,
 * UNSUPPORTED_CHARACTER, CARD_NUMBER_NOT_ACCEPTED
 */
export function parseNotice(
  input: Readonly<Partial<Record<NoticeKind, unknown>>>,
  ownSites: readonly string[],
): Notice {
  const given = (Object.keys(noticeKinds) as NoticeKind[]).filter((kind) => input[kind] != null);
  const [kind, second] = given;
  if (!kind) throw new DomainError('REQUIRED');
  if (second) throw new DomainError('INVALID_FORMAT', [second]);
  const template = noticeKinds[kind];
  const issues: Issue[] = [];
  const plain = plainOf(input[kind], { path: [kind], issues, ownSites });
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

interface Reading {
  readonly path: readonly string[];
  readonly issues: Issue[];
  readonly ownSites: readonly string[];
}

/** Instants as text, texts in NFC and judged, what was not said left out. */
function plainOf(value: unknown, reading: Reading): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'string') return textOf(value, reading);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
      member === undefined || member === null
        ? []
        : [[name, plainOf(member, { ...reading, path: [...reading.path, name] })]],
    ),
  );
}

/** Its length first: nothing else looks at a text that is too long. */
function textOf(value: string, { path, issues, ownSites }: Reading): string {
  const name = path.at(-1) ?? '';
  const isParagraph = manyLines.includes(name);
  const longest = name === 'link' ? longestLink : isParagraph ? longestText.paragraph : longestText.line;
  const refused = (code: ErrorCode): string => {
    issues.push({ code, path });
    return '';
  };
  if (value.length > longest * unitsPerLetter) return refused('TOO_LONG');
  const whole = (isParagraph ? value.replace(/\r\n?/g, '\n') : value).normalize('NFC');
  const text = whole.trim();
  if (text.length > longest) return refused('TOO_LONG');
  if (holdsUnsupported(isParagraph ? text.replace(/[\n\t]/g, ' ') : whole))
    return refused('UNSUPPORTED_CHARACTER');
  if (holdsCardNumber(text)) return refused('CARD_NUMBER_NOT_ACCEPTED');
  if (name === 'link') return linkOf(text) ?? refused('INVALID_FORMAT');
  const isName = name === 'service' && domainName.test(text);
  return !isName && holdsForeignAddress(text, ownSites) ? refused('INVALID_FORMAT') : text;
}

/** As browsers read it, so that every reader of the mail reads the same host. */
function linkOf(text: string): string | undefined {
  const url = URL.parse(text);
  const isGood = url?.protocol === 'https:' && url.username === '' && url.password === '';
  return isGood && url.href.length <= longestLink ? url.href : undefined;
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
