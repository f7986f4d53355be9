import { createHash } from 'node:crypto';
import type { Language } from '../domain/viewer.ts';
import { type Page, type PageButton, type PageLink, type PageWords, pageStatus } from './page.ts';

/** An answer in the form that API Gateway takes from a function. */
export interface PageAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

const style = `
body{margin:0;background:#eef2f6;color:#1b2733;font:17px/1.6 system-ui,'Segoe UI',Roboto,sans-serif}
main{box-sizing:border-box;max-width:34rem;margin:8vh auto;padding:2rem 1.5rem;background:#fff;border-top:4px solid #0b57a4;border-radius:8px}
.brand{margin:0 0 1.5rem;color:#0b57a4;font-weight:700}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.3}
button,a.button{box-sizing:border-box;display:inline-block;min-height:48px;padding:0 1.75rem;border:0;border-radius:6px;background:#0b57a4;color:#fff;font:inherit;font-weight:600;cursor:pointer}
a.button{margin:.5rem .75rem 0 0;padding-top:10px;text-decoration:none}
button:hover,a.button:hover{background:#084481}
button.second{background:#fff;color:#0b57a4;box-shadow:inset 0 0 0 2px #0b57a4}
button.second:hover{background:#eef2f6}
form{display:inline-block;margin:.5rem .75rem 0 0}
p,pre{overflow-wrap:anywhere}
h2{margin:1.5rem 0 0;font-size:1.05rem}
pre{margin:.5rem 0 1rem;padding:1rem;white-space:pre-wrap;background:#eef2f6;border-radius:6px;font-size:.85rem;user-select:all}
label{display:block;margin:1rem 0 .5rem}
input{box-sizing:border-box;width:100%;min-height:48px;margin-top:.25rem;padding:0 .75rem;border:1px solid #5b6b7a;border-radius:6px;font:inherit}
button:focus-visible,a:focus-visible,input:focus-visible,pre:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
nav{margin-top:2rem;font-size:.9rem}
a{color:#0b57a4}
@media (max-width:38rem){main{margin:0;min-height:100vh;border-radius:0}}
`;

/** Nothing but this style, and a form that posts to where the page came from. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * A page. Its words are the product's own and the policy's; of what a request carried, nothing is in it but a token of the right form.
 * @param allow methods that the link takes
 */
export function pageAnswer({ state, words, download }: Page, language: Language, allow: string): PageAnswer {
  const kept = download && {
    'content-type': download.contentType,
    'content-disposition': `attachment; filename="${download.fileName}"`,
  };
  return {
    statusCode: pageStatus[state],
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'cross-origin-opener-policy': 'same-origin',
      ...(state === 'NOT_ALLOWED' ? { allow } : {}),
      ...(state === 'TRY_AGAIN' ? { 'retry-after': '60' } : {}),
      ...kept,
    },
    body: download?.text ?? htmlOf(words, language, state === 'SHOWN'),
    isBase64Encoded: false,
  };
}

/** @param isShown a result is not shown again in another language: that would open the link once more */
function htmlOf(
  { heading, paragraphs, code, links = [], buttons = [] }: PageWords,
  language: Language,
  isShown: boolean,
): string {
  const other = language === 'vi' ? { code: 'en', name: 'English' } : { code: 'vi', name: 'Tiếng Việt' };
  const nav = isShown
    ? `<nav><a href="?lang=${other.code}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></nav>`
    : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(heading)} – CloudFly</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="brand">CloudFly</p>
<h1>${escaped(heading)}</h1>
${paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n')}
${code === undefined ? '' : codeOf(code)}
${[...links.map(linkOf), ...buttons.map(formOf)].join('\n')}
${nav}
</main>
</body>
</html>
`;
}

/** A region of its own, which the keyboard reaches: it may be longer than the window. */
const codeOf = ({ label, text }: NonNullable<PageWords['code']>): string =>
  `<h2 id="code">${escaped(label)}</h2><pre role="region" aria-labelledby="code" tabindex="0"><code>${escaped(text)}</code></pre>`;

const linkOf = ({ label, href }: PageLink): string =>
  `<a class="button" href="${escaped(href)}">${escaped(label)}</a>`;

/** Without an action a form posts to the page's own address. */
function formOf({ label, action, field, isSecond = false }: PageButton): string {
  const where = action === undefined ? '' : ` action="${escaped(action)}"`;
  const input = field
    ? `<label>${escaped(field.label)}<input name="${escaped(field.name)}" required autocomplete="off" spellcheck="false"></label>`
    : '';
  return `<form method="post"${where}>${input}<button type="submit"${isSecond ? ' class="second"' : ''}>${escaped(label)}</button></form>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => entities[one] ?? one);
