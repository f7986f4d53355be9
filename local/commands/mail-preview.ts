import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleEntries } from '../functions/bundle.ts';
import { serveOnLoopback } from '../loopback-server.ts';

/**
 * `npm run mail:preview`: serves every mail template in both languages, HTML and plain text, with made-up contents.
 * `-- --write <folder>` writes them as files instead.
 */
const repository = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { write: { type: 'string' }, port: { type: 'string' } } });

const examples = {
  EMAIL_VERIFICATION: {
    link: 'https://privacy.example/links/verify-email/7ZK3Q0M1V9X2C4B6N8R5T0W1YE.q3Jx0l2k9VvZb1m7Yt5c8WnR4sDfGhKpLxAzQeTuIoM',
    hours: 48,
  },
  ADDRESS_TAKEN: {},
} as const;

interface Renderer {
  renderMail(
    template: string,
    language: string,
    variables: unknown,
  ): Promise<{ subject: string; html: string; text: string }>;
}

/** Name and contents of each page. */
async function renderAll(): Promise<ReadonlyMap<string, string>> {
  const outDir = join(repository, '.local', 'mail-preview');
  const bundles = await bundleEntries({ renderer: join(repository, 'lambda/mail/render-mail.ts') }, outDir);
  const { renderMail }: Renderer = await import(pathToFileURL(bundles.renderer ?? '').href);
  const pages = new Map<string, string>();
  const rows: string[] = [];
  for (const [template, variables] of Object.entries(examples))
    for (const language of ['vi', 'en']) {
      const { subject, html, text } = await renderMail(template, language, variables);
      const page = `${template}.${language}`;
      pages.set(`${page}.html`, html).set(`${page}.txt`, text);
      rows.push(`<li><b>${subject}</b> <a href="${page}.html">HTML</a> <a href="${page}.txt">text</a></li>`);
    }
  rmSync(outDir, { recursive: true, force: true });
  const title = 'Mail templates';
  const index = `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><ul>${rows.join('')}</ul>`;
  return pages.set('index.html', index);
}

const pages = await renderAll();
if (values.write === undefined) {
  const port = values.port === undefined ? undefined : Number(values.port);
  const { url } = await serveOnLoopback('The mail preview', port, async (request, response) => {
    const name = (request.url ?? '/').slice(1) || 'index.html';
    const page = pages.get(name);
    const type = name.endsWith('.txt') ? 'text/plain' : 'text/html';
    response
      .writeHead(page === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` })
      .end(page);
  });
  console.log(`Mail templates: ${url}/ (end with Ctrl+C)`);
} else {
  mkdirSync(values.write, { recursive: true });
  for (const [name, page] of pages) writeFileSync(join(values.write, name), page);
  console.log(`${pages.size} files in ${values.write}`);
}
