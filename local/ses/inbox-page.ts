import { type Html, html } from './html.ts';
import { replyForm, writeForm } from './inbox-forms.ts';
import type { KeptMail } from './mailbox.ts';
import type { ReadMail } from './read-mail.ts';

/** Said at the top of a page, after a form was sent. */
type Note = string | undefined;

/** The list: one page of mails, newest first. */
export function inboxPage(
  mails: readonly KeptMail[],
  options: {
    readonly to: string;
    readonly page: number;
    readonly more: boolean;
    readonly total: number;
    readonly note: Note;
    /** Address that mail may be written to from here. */
    readonly support: string | undefined;
  },
): Html {
  const { to, page, more, total, note, support } = options;
  const link = (other: number) => `/inbox?${new URLSearchParams({ ...(to && { to }), page: String(other) })}`;
  const none = to
    ? 'No mail for such an address.'
    : 'No mail yet. Mails appear here as the product sends them.';
  return frame(
    'Inbox',
    html`${noted(note)}<h1>Inbox</h1>
<p class="quiet">Mails sent by this local cloud (${total}). Nothing here left the machine.</p>
<form action="/inbox" role="search">
<label for="to">To</label><input id="to" name="to" type="search" value="${to}" placeholder="part of an address">
<button>Show</button>
</form>
${mails.length === 0 ? html`<p>${none}</p>` : html`<ol class="mails">${mails.map(listed)}</ol>`}
<p>${page > 1 ? html`<a href="${link(page - 1)}">Newer</a> ` : undefined}${more ? html`<a href="${link(page + 1)}">Older</a>` : undefined}</p>
${support ? writeForm(support) : undefined}`,
  );
}

/** One mail: what it says, to whom, and how it was sent. */
export function mailPage(
  mail: KeptMail,
  read: ReadMail,
  { note, canReply }: { readonly note: Note; readonly canReply: boolean },
): Html {
  const at = `/inbox/${mail.id}`;
  const from = read.from.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');
  const tags = Object.entries(mail.tags).map(([name, value]) => `${name}=${value}`);
  return frame(
    mail.subject || 'No subject',
    html`${noted(note)}<p><a href="/inbox">Inbox</a></p>
<h1>${mail.subject || 'No subject'}</h1>
<dl>
<dt>From</dt><dd>${from}</dd>
<dt>To</dt><dd>${mail.destinations.join(', ')}</dd>
<dt>Time</dt><dd>${timeOf(mail)}</dd>
<dt>SES</dt><dd>${[mail.configurationSet ?? 'no configuration set', ...tags].join(' · ')}</dd>
</dl>
${read.html ? html`<iframe title="The mail as HTML" src="${at}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>` : undefined}
${read.text ? html`<h2>Plain text</h2><pre>${read.text}</pre>` : undefined}
${canReply ? replyForm(mail) : undefined}
<details><summary>Headers</summary><pre>${read.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre></details>
<p><a href="${at}/raw">Raw message</a> · <a href="${at}.json">JSON</a></p>`,
  );
}

function noted(note: Note): Html | undefined {
  return note === undefined ? undefined : html`<p role="status" class="note">${note}</p>\n`;
}

function listed(mail: KeptMail): Html {
  return html`<li><a href="/inbox/${mail.id}"><strong>${mail.subject || 'No subject'}</strong><span>${mail.destinations.join(', ')}</span>${timeOf(mail)}</a></li>`;
}

function timeOf({ time }: KeptMail): Html {
  const shown = new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return html`<time datetime="${time}">${shown}</time>`;
}

function frame(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="stylesheet" href="/inbox.css"></head>
<body><main>${body}</main></body>
</html>
`;
}
