import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from './html.ts';
import { inboxPage, mailPage } from './inbox-page.ts';
import { inboxStyle } from './inbox-style.ts';
import type { KeptMail, Mailbox } from './mailbox.ts';
import { readMail } from './read-mail.ts';
import { type WriteToUs, writeToUs } from './write-to-us.ts';

const pageSize = 50;
const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** For a mail's own HTML: no script, no form, nothing fetched; links open in a tab of their own. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'";

/**
 * Serves the mails: `GET /inbox` and `/inbox/<id>` as pages, `/inbox.json` and `/inbox/<id>.json` for programs (both with
 * `?to=` to narrow a list, `?page=` from 1), `/inbox/<id>/html` and `/raw`; `DELETE /inbox` forgets them all. `POST /inbox/write`
 * and `/inbox/<id>/reply` are what the forms of the pages send.
 */
export async function serveInbox(
  mailbox: Mailbox,
  writing: WriteToUs | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method === 'DELETE' && pathname === '/inbox') {
    mailbox.clear();
    response.writeHead(204).end();
    return;
  }
  if (request.method === 'POST' && writing) return postForm(mailbox, writing, request, response);
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Only GET, and DELETE of /inbox.\n');
  const note = searchParams.has('sent') ? 'Your mail was sent, and taken.' : undefined;
  if (pathname === '/') {
    response.writeHead(302, { location: '/inbox' }).end();
    return;
  }
  if (pathname === '/inbox.css') return send(response, 200, 'text/css', inboxStyle);
  if (pathname === '/inbox' || pathname === '/inbox.json') {
    const to = searchParams.get('to') ?? '';
    const page = Math.max(1, Number.parseInt(searchParams.get('page') ?? '1', 10) || 1);
    const all = mailbox.list(to);
    const shown = all.slice((page - 1) * pageSize, page * pageSize);
    if (pathname === '/inbox')
      return sendPage(
        response,
        inboxPage(shown, {
          to,
          page,
          more: all.length > page * pageSize,
          total: all.length,
          note,
          support: writing?.address(),
        }),
      );
    return sendJson(response, await Promise.all(shown.map((mail) => withContent(mailbox, mail))));
  }
  const [, id = '', ending = ''] = /^\/inbox\/([0-9a-f-]+)(\.json|\/html|\/raw)?$/.exec(pathname) ?? [];
  const mail = mailbox.find(id);
  const raw = mailbox.raw(id);
  if (!mail || !raw) return send(response, 404, 'text/plain', 'There is no such mail.\n');
  if (ending === '/raw') return send(response, 200, 'text/plain', raw);
  if (ending === '.json') return sendJson(response, await withContent(mailbox, mail));
  const read = await readMail(raw);
  if (ending === '')
    return sendPage(response, mailPage(mail, read, { note, canReply: writing !== undefined }));
  const aimed = `<base target="_blank">`;
  const hasHead = /<head(\s[^>]*)?>/i.test(read.html);
  const body = hasHead ? read.html.replace(/<head(\s[^>]*)?>/i, (tag) => tag + aimed) : aimed + read.html;
  send(response, 200, 'text/html', body, mailPolicy);
}

async function postForm(
  mailbox: Mailbox,
  writing: WriteToUs,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, location, words } = await writeToUs(mailbox, writing, request);
  if (location === undefined) return send(response, status, 'text/plain', words ?? '');
  response.writeHead(303, { location }).end();
}

async function withContent(mailbox: Mailbox, mail: KeptMail): Promise<object> {
  return { ...mail, ...(await readMail(mailbox.raw(mail.id) ?? Buffer.alloc(0))) };
}

function sendJson(response: ServerResponse, value: object): void {
  send(response, 200, 'application/json', `${JSON.stringify(value, null, 2)}\n`);
}

function sendPage(response: ServerResponse, page: Html): void {
  send(response, 200, 'text/html', page.markup);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  policy: string = pagePolicy,
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // Its own forms say where they come from; nobody else is told.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  response.end(body);
}
