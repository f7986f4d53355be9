import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { environment } from '../../lambda/declared/environment.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { environmentFor, variablesOf } from '../../local/function-environment.ts';
import { createApp, createStage, resourcesOf, synthesize } from '../cdk/synthesized-stage.ts';
import { productFiles } from './source-files.ts';

const names = Object.keys(functions) as (keyof typeof functions)[];
const declarationOf = (name: keyof typeof functions): FunctionDeclaration => functions[name];

describe('the environment of functions', () => {
  it('is read in one place', () => {
    const readers = productFiles
      .filter(
        ({ path, text }) =>
          /^(lambda|schema)\//.test(path) &&
          /\bprocess\s*(\.\s*env\b|\[)|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(text),
      )
      .map(({ path }) => path);
    // The bundler's own declaration names a variable that it replaces.
    expect(readers.filter((path) => path !== 'lambda/declared/bundling.ts')).toEqual([
      'lambda/runtime/env.ts',
    ]);
  });

  it('is the same here as in the cloud', () => {
    const { app } = synthesize(createStage(createApp(), 'prod'));
    const deployed = Object.values(resourcesOf(app, 'AWS::Lambda::Function'));
    const prefix = stageConfig('prod').namePrefix;
    for (const name of names) {
      const found = deployed.find(({ Properties }) => Properties.FunctionName === `${prefix}-${name}`);
      expect(found, name).toBeDefined();
      const cloud = Object.keys(found?.Properties.Environment?.Variables ?? {}).filter(
        (one) => !one.startsWith('AWS_'),
      );
      const optional = new Set<string>([
        environment.introspection,
        environment.clearReadsPerHour,
        environment.maskedReadsPerHour,
        environment.requestsPerMinute,
        environment.registrationsPerHour,
      ]);
      const here = [...variablesOf(declarationOf(name))];
      expect([name, cloud.filter((one) => !here.includes(one))]).toEqual([name, []]);
      expect([name, here.filter((one) => !cloud.includes(one) && !optional.has(one))]).toEqual([name, []]);
    }
  });

  it('holds nothing that a function did not ask for', () => {
    const all = Object.fromEntries(
      [...Object.values(environment), 'AWS_REGION', 'HOME'].map((name) => [name, 'x']),
    );
    for (const name of names) {
      const given = Object.keys(environmentFor(declarationOf(name), all));
      expect(new Set(given)).toEqual(new Set([...variablesOf(declarationOf(name)), 'AWS_REGION']));
    }
  });
});
