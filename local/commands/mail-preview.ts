import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { MailTemplate, MailVariables } from '../../lambda/domain/mail/templates.ts';
import type { RefusablePurpose } from '../../lambda/domain/purposes.ts';
import { languages } from '../../lambda/domain/viewer.ts';
import { bundleEntries } from '../functions/bundle.ts';
import { serveOnLoopback } from '../loopback-server.ts';
import { exampleIn, mailExamples } from '../mail-examples.ts';

/**
 * `npm run mail:preview`: serves every mail template in both languages, HTML and plain text, with made-up contents; those that
 * can be advertising, as advertising too. `-- --write <folder>` writes them as files instead.
 */
const repository = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { write: { type: 'string' }, port: { type: 'string' } } });

const sender = [
  'CloudFly',
  '1 Đường Ví Dụ, Phường Sài Gòn, Thành phố Hồ Chí Minh',
  '1900 0000',
  'https://cloudfly.example',
];
const isOffSite = (link: string) => !new URL(link).hostname.endsWith('cloudfly.example');
/** As long as real ones. */
const page = (kind: string) =>
  `https://privacy.cloudfly.example/links/refuse/${kind}${'7zk3q0m1v9x2c4b6n8'.repeat(3).slice(1)}`;

interface Renderer {
  renderMail<T extends MailTemplate>(
    template: T,
    language: string,
    variables: MailVariables[T],
    frame: object,
  ): Promise<{ subject: string; html: string; text: string }>;
}

/** Name and contents of each page. */
async function renderAll(): Promise<ReadonlyMap<string, string>> {
  const outDir = join(repository, '.local', 'mail-preview');
  const bundles = await bundleEntries({ renderer: join(repository, 'lambda/mail/render-mail.ts') }, outDir);
  const { renderMail }: Renderer = await import(pathToFileURL(bundles.renderer ?? '').href);
  const pages = new Map<string, string>();
  const rows: string[] = [];
  for (const example of mailExamples)
    for (const advertising of example.purpose === undefined ? [false] : [false, true])
      for (const language of languages) {
        const { name, template, purpose, reference, variables } = exampleIn(example, language);
        const frame = {
          sender,
          isOffSite,
          holdsOffSite: (words: string) => words.includes('elsewhere.example'),
          advertising,
          ...(reference !== undefined && { reference }),
          refusing: purpose && refusingOf(purpose),
        };
        const { subject, html, text } = await renderMail(template, language, variables, frame);
        const file = [name, ...(advertising ? ['advertising'] : []), language].join('.');
        pages.set(`${file}.html`, html).set(`${file}.txt`, text);
        rows.push(
          `<tr><td>${file}<td><b>${escaped(subject)}</b><td><a href="${file}.html">HTML</a> <a href="${file}.txt">text</a>`,
        );
      }
  rmSync(outDir, { recursive: true, force: true });
  const title = 'Mail templates';
  const index = `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><table>${rows.join('')}</table>`;
  return pages.set('index.html', index);
}

const refusingOf = (purpose: RefusablePurpose) => ({ purpose, page: page('16'), pageOfAll: page('10') });
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const pages = await renderAll();
if (values.write === undefined) {
  const port = values.port === undefined ? undefined : Number(values.port);
  const { url } = await serveOnLoopback('The mail preview', port, async (request, response) => {
    const name = (request.url ?? '/').slice(1) || 'index.html';
    const found = pages.get(name);
    const type = name.endsWith('.txt') ? 'text/plain' : 'text/html';
    response
      .writeHead(found === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` })
      .end(found);
  });
  console.log(`Mail templates: ${url}/ (end with Ctrl+C)`);
} else {
  mkdirSync(values.write, { recursive: true });
  for (const [name, contents] of pages) writeFileSync(join(values.write, name), contents);
  console.log(`${pages.size} files in ${values.write}`);
}
