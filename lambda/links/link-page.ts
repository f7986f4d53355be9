import { createHash } from 'node:crypto';
import type { Language } from '../domain/viewer.ts';
import { type PageName, words } from './link-words.ts';

/** An answer in the form that API Gateway takes from a function. */
export interface PageAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

const status: Readonly<Record<PageName, number>> = {
  CONFIRM: 200,
  CONFIRMED: 200,
  ALREADY_CONFIRMED: 200,
  USED: 410,
  EXPIRED: 410,
  INVALID: 400,
  NOT_FOUND: 404,
  NOT_ALLOWED: 405,
  TRY_AGAIN: 503,
};

const style = `
body{margin:0;background:#eef2f6;color:#1b2733;font:17px/1.6 system-ui,'Segoe UI',Roboto,sans-serif}
main{box-sizing:border-box;max-width:34rem;margin:8vh auto;padding:2rem 1.5rem;background:#fff;border-top:4px solid #0b57a4;border-radius:8px}
.brand{margin:0 0 1.5rem;color:#0b57a4;font-weight:700}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.3}
button{min-height:48px;padding:0 1.75rem;border:0;border-radius:6px;background:#0b57a4;color:#fff;font:inherit;font-weight:600;cursor:pointer}
button:hover{background:#084481}
button:focus-visible,a:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
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

/** A page. It consists of constant text only: nothing that a request carried is in it. */
export function pageAnswer(name: PageName, language: Language): PageAnswer {
  return {
    statusCode: status[name],
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
      ...(name === 'NOT_ALLOWED' ? { allow: 'GET, HEAD, POST' } : {}),
      ...(name === 'TRY_AGAIN' ? { 'retry-after': '60' } : {}),
    },
    body: page(name, language),
    isBase64Encoded: false,
  };
}

function page(name: PageName, language: Language): string {
  const { heading, text, button } = words[name][language];
  const other = language === 'vi' ? { code: 'en', name: 'English' } : { code: 'vi', name: 'Tiếng Việt' };
  // Without an action a form posts to the page's own address.
  const form = button ? `<form method="post"><button type="submit">${button}</button></form>` : '';
  // A result is not shown again in another language: that would open the link once more.
  const nav = button
    ? `<nav><a href="?lang=${other.code}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></nav>`
    : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading} – CloudFly</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="brand">CloudFly</p>
<h1>${heading}</h1>
<p>${text}</p>
${form}
${nav}
</main>
</body>
</html>
`;
}
