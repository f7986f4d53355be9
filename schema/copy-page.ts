import { personalFields } from '../lambda/domain/access.ts';
import { type CopyOfOwnData, copySections } from '../lambda/domain/rights/copy.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { copyCodes } from './copy-codes.ts';
import { copyLabels } from './copy-labels.ts';

/** Names whose values are codes, or names of fields: all else is what somebody wrote, and is shown as it is. */
const coded: ReadonlySet<string> = new Set([
  ...[
    'kind',
    'type',
    'state',
    'language',
    'purpose',
    'purposes',
    'channel',
    'channels',
    'manner',
    'path',
    'by',
  ],
  ...['basis', 'result', 'right', 'outcome', 'acceptedManner', 'noticeBy', 'addressState', 'stalePurposes'],
  ...['field', 'fields', 'given', 'confirmed'],
]);

/**
 * A copy of the own data as a page to read, in one file: nothing is loaded from elsewhere and nothing in it runs, whatever was written by
 * whom.
 */
export async function copyPage(copy: CopyOfOwnData, language: Language): Promise<string> {
  const { title, intro } = wording[language];
  const { name, email } = copy.controller;
  const sections = copySections.map(
    (section) =>
      `<section><h2>${labelOf(section, language)}</h2>${shown(copy[section], section, language)}</section>`,
  );
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>`,
    `<body><h1>${title}</h1><p>${intro}</p>`,
    `<p>${escaped(name)}, ${escaped(email)}; ${instantOf(copy.issuedAt, language)}</p>`,
    ...sections,
    '</body></html>\n',
  ].join('\n');
}

function shown(value: unknown, name: string, language: Language): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return none;
    const items = value.map((one) => `<li>${shown(one, name, language)}</li>`);
    return `<ol>${items.join('')}</ol>`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    if (entries.length === 0) return none;
    const rows = entries.map(
      ([key, one]) => `<dt>${labelOf(key, language)}</dt><dd>${shown(one, key, language)}</dd>`,
    );
    return `<dl>${rows.join('')}</dl>`;
  }
  if (value === undefined || value === null) return none;
  return scalar(value, name, language);
}

function scalar(value: unknown, name: string, language: Language): string {
  const text = String(value);
  if (typeof value === 'boolean') return copyCodes[text]?.[language] ?? text;
  if (!coded.has(name)) return isInstant(text) ? instantOf(text, language) : escaped(text);
  if (Object.hasOwn(personalFields, text)) return labelOf(text, language);
  return escaped((Object.hasOwn(copyCodes, text) && copyCodes[text]?.[language]) || text);
}

const labelOf = (name: string, language: Language): string =>
  escaped((Object.hasOwn(copyLabels, name) && copyLabels[name]?.[language]) || name);

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const isInstant = (text: string): boolean => instant.test(text) && !Number.isNaN(Date.parse(text));
const locales = { vi: 'vi-VN', en: 'en-GB' } as const;

/** As it was in Vietnam. */
const instantOf = (text: string, language: Language): string =>
  escaped(
    new Intl.DateTimeFormat(locales[language], {
      timeZone: 'Asia/Ho_Chi_Minh',
      dateStyle: 'medium',
      timeStyle: 'medium',
    }).format(new Date(text)),
  );

const none = '<span>–</span>';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found] ?? '');

const style =
  'body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1rem}dt{color:#555}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}';

const wording = {
  vi: {
    title: 'Bản sao dữ liệu cá nhân',
    intro: 'Toàn bộ dữ liệu mà CloudFly lưu giữ về Quý khách. Vui lòng giữ bản sao này ở nơi an toàn.',
  },
  en: {
    title: 'A copy of your personal data',
    intro: 'Everything that CloudFly keeps of you. Please keep this copy in a safe place.',
  },
} as const satisfies Readonly<Record<Language, unknown>>;
