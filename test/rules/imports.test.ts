import { describe, expect, it } from 'vitest';
import { codeFiles, importsOf, productFiles } from './source-files.ts';

/** Layers, the innermost first: a file belongs to the first that its path begins with. */
const layers = {
  declared: /^lambda\/declared\//,
  domain: /^lambda\/domain\//,
  store: /^lambda\/store\//,
  crypto: /^lambda\/crypto\//,
  mail: /^lambda\/mail\//,
  /** What entry points share, and the entry points themselves. */
  runtime: /^lambda\/(runtime\/|links\/|[a-z-]+\.ts$)/,
  schema: /^schema\//,
  graphiql: /^cdk\/graphiql\//,
  cdk: /^cdk\//,
  local: /^local\//,
  test: /^test\//,
} as const;
type Layer = keyof typeof layers;

/** What each layer may import beside itself and npm packages. */
const mayImport: Readonly<Record<Layer, readonly (Layer | RegExp)[]>> = {
  declared: [],
  domain: ['declared'],
  store: ['declared', 'domain'],
  crypto: ['declared', 'domain'],
  mail: ['declared', 'domain'],
  schema: ['declared', 'domain'],
  runtime: ['declared', 'domain', 'store', 'crypto', 'mail', 'schema'],
  cdk: ['declared', 'graphiql'],
  // The page words what the API says, and asks for what a role may have.
  graphiql: ['declared', /^lambda\/domain\/(access|errors|viewer|purposes)\.ts$/],
  // Commands act on the same data with the same wiring, and look at a stage by its settings, names and version; functions are built as they are deployed; the pages are built for the local cloud too.
  local: [
    'declared',
    'domain',
    'graphiql',
    /^lambda\/runtime\/(env|wiring)\.ts$/,
    /^schema\/(index|describe-schema)\.ts$/,
    /^cdk\/(config|lean-bundle|names|stage-config|version)\.ts$/,
  ],
  test: ['declared', 'domain', 'store', 'crypto', 'mail', 'runtime', 'schema', 'cdk', 'graphiql', 'local'],
};

const layerOf = (path: string): Layer | undefined =>
  (Object.keys(layers) as Layer[]).find((layer) => layers[layer].test(path));
const isOwn = (imported: string) => /^(lambda|schema|cdk|local|test)\//.test(imported);

function verdictOn(path: string, imported: string): string | undefined {
  const from = layerOf(path);
  if (!from) return `${path} stands in no layer`;
  const to = layerOf(imported);
  const allowed =
    to === from || mayImport[from].some((one) => (one instanceof RegExp ? one.test(imported) : one === to));
  return allowed ? undefined : `${path} imports ${imported}`;
}

describe('who may import whom', () => {
  it('is read from all of the code', () => {
    expect(codeFiles.length).toBeGreaterThan(400);
    expect(codeFiles.flatMap(importsOf).filter(isOwn).length).toBeGreaterThan(1500);
    expect(new Set(codeFiles.map(({ path }) => layerOf(path)))).toEqual(new Set(Object.keys(layers)));
  });

  it('is kept: nothing calls upwards', () => {
    const broken = codeFiles.flatMap((file) =>
      importsOf(file)
        .filter(isOwn)
        .flatMap((imported) => verdictOn(file.path, imported) ?? []),
    );
    expect(broken).toEqual([]);
  });

  it('would be seen if it were not', () => {
    const import_ = (text: string) => importsOf({ path: 'lambda/domain/customer/x.ts', text });
    const ways = [
      `import { a } from '../../store/a.ts';`,
      `import type { A } from '../../store/a.ts';`,
      `export * from '../../store/a.ts';`,
      `export { a } from '../../store/a.ts';`,
      `const a = await import('../../store/a.ts');`,
      `type A = import('../../store/a.ts').A;`,
    ];
    for (const way of ways) expect(import_(way), way).toEqual(['lambda/store/a.ts']);
    expect(verdictOn('lambda/domain/x.ts', 'lambda/store/a.ts')).toBeDefined();
    expect(verdictOn('lambda/store/x.ts', 'lambda/crypto/a.ts')).toBeDefined();
    expect(verdictOn('schema/x.ts', 'lambda/runtime/env.ts')).toBeDefined();
    expect(verdictOn('lambda/runtime/x.ts', 'local/cloud.ts')).toBeDefined();
    expect(verdictOn('cdk/x.ts', 'lambda/domain/access.ts')).toBeDefined();
    expect(verdictOn('lambda/declared/x.ts', 'lambda/domain/access.ts')).toBeDefined();
  });

  it('says where the code of a package may run', () => {
    const only: readonly (readonly [RegExp, RegExp, string])[] = [
      [/^lambda\/declared\//, /^$/, 'declarations import nothing'],
      [
        /^lambda\/domain\//,
        /^(node:(crypto|url|util)|zod\/mini|libphonenumber-js.*)$/,
        'no AWS, no GraphQL, no clock',
      ],
      [/^schema\//, /^(node:crypto|zod\/mini|graphql|graphql-yoga|@pothos\/core|dataloader)$/, 'no AWS'],
    ];
    const broken = productFiles.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !isOwn(imported) && !imported.endsWith('.json'))
        .flatMap((name) =>
          only.flatMap(([where, what, why]) =>
            where.test(file.path) && !what.test(name) ? [`${file.path} imports ${name}: ${why}`] : [],
          ),
        ),
    );
    expect(broken).toEqual([]);
  });

  it('keeps what is slow to load out of the functions', () => {
    const slow = productFiles
      .filter(({ path }) => /^(lambda|schema)\//.test(path))
      .flatMap((file) =>
        importsOf(file).filter((name) => name === 'zod' || name === 'aws-sdk' || name === 'electrodb'),
      );
    expect(slow).toEqual([]);
  });
});
