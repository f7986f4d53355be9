import type { ComposeMail } from '../domain/mail/letter.ts';
import { uncover } from '../domain/pii.ts';
import type { Now } from '../domain/ports.ts';
import { buildMime } from './mime.ts';
import { renderMail } from './render-mail.ts';

/** @param deps.from sender of every mail, `Name <address>` */
export function createMailComposer({ from, now }: { from: string; now: Now }): ComposeMail {
  return async ({ mail, to, filled }) => {
    const { template, variables } = uncover(filled);
    const rendered = await renderMail(template, mail.language, variables);
    const { id: mailId, requestId } = mail;
    return buildMime({ from, to: uncover(to), mailId, requestId, date: now(), rendered });
  };
}
