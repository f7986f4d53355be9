import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What may stand in nothing that a synthesis writes, by what it looks like. Our templates name no account: not even one of AWS's own, of
 * which there is none today. One that a service asks to be named by number goes into `publicAccounts`, with the service.
 */
const looks: Readonly<Record<string, RegExp>> = {
  'an account number': /(?<![0-9a-f.])\d{12}(?![0-9a-f])/gi,
  'an access key': /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  // Forty of the letters of base64, with figures among them and a sign that no name has.
  'a secret key': /(?<![\w+/=-])(?=[\w+/]*[+/])(?=[\w+/]*\d[\w+/]*\d)[A-Za-z0-9+/]{40}(?![\w+/=-])/g,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY/g,
  'a token': /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./g,
  'a token of a code host or a chat':
    /\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,})/g,
  'a named secret':
    /(?:secret|password|passwd|token|api_?key|credential)\w*\\?["']?\s*[:=]\s*\\?["'][^"'\s{}$\\]{12,}/gi,
};
const publicAccounts: Readonly<Record<string, string>> = {};

/** Each secret that a text seems to hold, by its kind alone: a test's output is no place for it either. */
export const secretsIn = (text: string): string[] =>
  Object.entries(looks).flatMap(([kind, look]) =>
    [...text.matchAll(look)].filter(([found]) => !(found in publicAccounts)).map(() => kind),
  );

/** Templates, asset manifests and whatever else a synthesis wrote about them, by file; not the assets themselves. */
export function writtenBy(outdir: string): ReadonlyMap<string, string> {
  const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.json') && !file.includes('asset.'),
  );
  return new Map(files.map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
}
