import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeFiles, filesBelow, productFiles, productFolders, repository } from './source-files.ts';

/** Files longer than 150 lines, each with what keeps it whole. */
const long: Readonly<Record<string, string>> = {
  'lambda/declared/alarming-log-lines.ts': 'a list of lines',
  'lambda/declared/limits.ts': 'a list of numbers',
  'lambda/declared/functions.ts': 'every function with its grants, on one page',
  'lambda/domain/audit/export-ocsf.ts': 'a row for each action',
  'lambda/domain/audit/row.ts': 'a list of actions',
  'lambda/domain/errors.ts': 'a list of codes',
  'lambda/domain/mail/templates.ts': 'a list of templates',
  'lambda/domain/mail/send-mail.ts': 'one mail from its row to SES, in order',
  'lambda/runtime/wiring.ts': 'every port, in one place',
  'local/cloud.ts': 'the order in which the parts start',
  'local/dynamodb/embedded/dynalite.ts': 'types of a package that has none',
  'local/filled-templates.ts': 'a list of examples',
  'local/oidc/configuration.ts': 'one configuration object',
  'schema/copy-labels.ts': 'a list of words',
  'schema/error-words.ts': 'a list of words',
  'schema/me.ts': 'types of one subject with their queries',
  'schema/policy.ts': 'types of one subject with their queries',
};

it('no file is over 150 lines but those listed', () => {
  const found = productFiles.filter(({ text }) => text.split('\n').length > 151).map(({ path }) => path);
  expect(found.filter((path) => !(path in long))).toEqual([]);
  expect(Object.keys(long).filter((path) => !found.includes(path))).toEqual([]);
});

it('names are kebab-case and say what is inside', () => {
  const parts = codeFiles.flatMap(({ path }) => path.split('/').map((part) => [part, path] as const));
  const misnamed = parts.filter(
    ([part]) => !/^_?[a-z0-9]+(-[a-z0-9]+)*(\.(test|d))?(\.tsx?)?$/.test(part) && part !== '__snapshots__',
  );
  expect(misnamed.map(([, path]) => path)).toEqual([]);
  // A service is a thing that CloudFly's customers have; a file that ends in the word says nothing.
  const empty = parts.filter(([part]) =>
    /(^|-)(utils?|helpers?|managers?|misc|common|shared|stuff)([-.]|$)|-services?(\.|$)/.test(part),
  );
  expect(empty.map(([, path]) => path)).toEqual([]);
  const indexes = codeFiles.map(({ path }) => path).filter((path) => /(^|\/)index\.tsx?$/.test(path));
  expect(indexes).toEqual(['schema/index.ts']);
});

it('exports are named', () => {
  const unnamed = productFiles.filter(({ text }) => /^export default\b/m.test(text)).map(({ path }) => path);
  expect(unnamed).toEqual([]);
});

it('the product speaks of the product alone', () => {
  const endings = ['.ts', '.tsx', '.md', '.json', '.graphql', '.css', '.html', '.java'];
  const root = readdirSync(repository).filter((name) => /(\.(md|json|ts)|^\.npmrc)$/.test(name));
  const spoken = [
    ...filesBelow([...productFolders, 'docs', 'policy'], endings),
    ...root.map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') })),
  ];
  expect(spoken.length).toBeGreaterThan(300);
  // Places of one machine, hosts of registries, who wrote it, and what is left to do.
  const foreign = /\/(?:home|root|tmp|work)\/|https?:\/\/registry\b|\b(?:TO-?DO|FIX-?ME)\b/;
  const found = spoken.flatMap(({ path, text }) => {
    const word = foreign.exec(text)?.[0];
    return word === undefined ? [] : [`${path}: ${word}`];
  });
  expect(found).toEqual([]);
});

it('holds no emoji', () => {
  const found = productFiles
    .filter(({ text }) => /\p{Extended_Pictographic}/u.test(text.replaceAll(/[©®™]/g, '')))
    .map(({ path }) => path);
  expect(found).toEqual([]);
});
