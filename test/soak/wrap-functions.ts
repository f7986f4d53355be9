import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import { moduleAhead } from '../harness/clock-ahead.ts';

const around = new URL('./soaked-handler.ts', import.meta.url).href;

/**
 * Puts a module around each bundle, with which its instances can be killed and weighed.
 * @param hoursAhead how far the clock of every function is ahead
 * @returns paths by name
 */
export function wrapFunctions(
  bundlePaths: Readonly<Partial<Record<FunctionName, string>>>,
  { folder, hoursAhead }: { readonly folder: string; readonly hoursAhead: number },
): Partial<Record<FunctionName, string>> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return Object.fromEntries(
    Object.entries(bundlePaths).map(([name, path]) => {
      const bundle = JSON.stringify(pathToFileURL(path).href);
      const soaked = write(
        `${name}.mjs`,
        `import { soaked } from ${JSON.stringify(around)};
const bundle = await import(${bundle});
export const handler = soaked(${JSON.stringify(name)}, bundle.handler);
`,
      );
      if (hoursAhead === 0) return [name, soaked];
      return [name, write(`${name}-ahead.mjs`, moduleAhead(hoursAhead, pathToFileURL(soaked).href))];
    }),
  );
}
