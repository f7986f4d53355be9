import { createHash } from 'node:crypto';
import type { Person } from './people.ts';

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center; min-height: 100vh; }
main { width: min(26rem, 100% - 2rem); padding: 2rem 0; }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
p.local { border-left: .25rem solid; padding-left: .75rem; margin: 0 0 1.5rem; }
button, input { font: inherit; padding: .6rem .9rem; border-radius: .4rem; border: 1px solid currentColor; }
button { cursor: pointer; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
li button { width: 100%; text-align: left; display: flex; justify-content: space-between; gap: 1rem; }
li button span { opacity: .75; overflow-wrap: anywhere; }
form.new { margin-top: 1.5rem; display: grid; gap: .5rem; }
`;

/** The policy of every page here: its own style sheet, no script of ours, nothing from elsewhere, in no frame. */
export const pagePolicy = (formTargets: readonly string[]): string =>
  [
    "default-src 'none'",
    // Allows nothing by itself. The library adds the hash of its one script here: the form that hands over from one
    // person's session to another's.
    "script-src 'report-sample'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    // Browsers hold a form's redirects to this list too, so the applications that a sign-in returns to are in it.
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** A whole page. `content` is HTML. */
export const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="local">This is a local demonstration. The people are made up and there is no password.</p>
${content}
</main>
</body>
</html>
`;

export interface SignInPage {
  readonly title: string;
  readonly action: string;
  readonly people: readonly Person[];
  /** Offers to make an account. */
  readonly newcomers: boolean;
  readonly problem?: string | undefined;
}

const choice = (person: Person) =>
  `<li><button name="username" value="${escapeHtml(person.username)}">${escapeHtml(person.name)}` +
  `${person.name === person.username ? '' : `<span>${escapeHtml(person.username)}</span>`}</button></li>`;

/** One button a person; where anyone may come, a field for a new user name. */
export function signInPage(options: SignInPage): string {
  const action = escapeHtml(options.action);
  const newcomer = `<form class="new" method="post" action="${action}">
<label for="username">New here? Choose a user name</label>
${options.problem ? `<p role="alert">${escapeHtml(options.problem)}</p>` : ''}
<input id="username" name="username" required maxlength="64" autocomplete="off" spellcheck="false">
<button>Create an account and sign in</button>
</form>`;
  const people = `<form method="post" action="${action}">
<ul>
${options.people.map(choice).join('\n')}
</ul>
</form>`;
  return page(options.title, `${people}\n${options.newcomers ? newcomer : ''}`);
}
