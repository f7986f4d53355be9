import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { GatewayResponse } from './response.ts';

/** A folder served as it is, with headers such as its content security policy on every file. */
export interface StaticSite {
  readonly directory: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Texts that stand before the folder's files, by path, such as `config.json`. */
  readonly texts?: Readonly<Record<string, string>>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

const missing: GatewayResponse = {
  status: 404,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: 'Not found\n',
};

async function fileUnder(directory: string, path: string): Promise<string | undefined> {
  const root = await realpath(directory);
  const decoded = decodeURIComponent(path);
  if (decoded.includes('\0') || decoded.split(/[/\\]/).some((part) => part.startsWith('.'))) return undefined;
  let file = join(root, decoded);
  if ((await stat(file)).isDirectory()) file = join(file, 'index.html');
  const real = await realpath(file);
  return real.startsWith(root + sep) ? real : undefined;
}

/**
 * A file of a site, by its path under the site's prefix. Parts that begin with a dot, and links that lead out of the
 * folder, are answered like files that do not exist.
 */
export async function staticResponse(site: StaticSite, path: string): Promise<GatewayResponse> {
  try {
    const text = site.texts?.[path.replace(/^\/+/, '')];
    if (text !== undefined) return found(site, path, Buffer.from(text));
    const file = await fileUnder(site.directory, path);
    if (!file) return missing;
    return found(site, file, await readFile(file));
  } catch {
    return missing;
  }
}

function found(site: StaticSite, path: string, body: Buffer): GatewayResponse {
  return {
    status: 200,
    headers: [
      ['Content-Type', types[extname(path)] ?? 'application/octet-stream'],
      ['X-Content-Type-Options', 'nosniff'],
      ['Cache-Control', 'no-cache'],
      ...Object.entries(site.headers ?? {}),
    ],
    body,
  };
}
