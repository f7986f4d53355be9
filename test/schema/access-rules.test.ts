import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSchema, GraphQLObjectType, GraphQLSchema, GraphQLString, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  classViews,
  everyone,
  personalFields,
  serviceScopes,
  staffRoles,
} from '../../lambda/domain/access.ts';
import { accessRules, requireRules } from '../../schema/access.ts';
import { schema } from '../../schema/index.ts';
import { staffToken, startInProcessApi } from '../api/in-process-api.ts';

const rules = accessRules(schema);
const known = new Set<string>([
  ...everyone,
  'customer',
  ...staffRoles,
  ...serviceScopes.map((scope) => `scope:${scope}`),
]);

describe('who may use what', () => {
  it('is as reviewed: every field, argument and mutation with its readers', () => {
    const table = rules.map(({ coordinate, audience }) => `${coordinate}: ${audience.join(', ')}`);
    expect(table.toSorted((a, b) => (a < b ? -1 : 1)).join('\n')).toMatchSnapshot();
  });

  it('is said of each, in names that exist', () => {
    expect(rules.length).toBeGreaterThan(150);
    for (const { coordinate, audience } of rules) {
      expect(audience, coordinate).not.toEqual([]);
      for (const one of audience) expect(known, coordinate).toContain(one);
    }
  });

  it('is said of every field that the printed schema has', () => {
    const printed = accessRules(buildSchema(printSchema(schema))).map(({ coordinate }) => coordinate);
    expect(new Set(rules.map(({ coordinate }) => coordinate))).toEqual(new Set(printed));
  });

  it('is told by accessMatrix as it is enforced', async () => {
    const api = startInProcessApi();
    const headers = { authorization: `Bearer ${await staffToken(['auditor'])}` };
    const query = '{ accessMatrix { rules { coordinate audience } classes { dataClass role view fields } } }';
    const { data } = (await api.ask(query, { headers })).json;
    expect(data.accessMatrix.rules).toEqual(rules);
    for (const { dataClass, role, view, fields } of data.accessMatrix.classes) {
      const views: Readonly<Record<string, Readonly<Record<string, string>>>> = classViews;
      expect(view).toBe(views[dataClass]?.[role] ?? null);
      expect(fields).toEqual(
        Object.entries(personalFields).flatMap(([name, field]) =>
          field.dataClass === dataClass ? [name] : [],
        ),
      );
    }
    expect(data.accessMatrix.classes).toHaveLength(Object.keys(classViews).length * staffRoles.length);
  });
});

describe('a field without a rule', () => {
  const bare = (extensions: Readonly<Record<string, unknown>>) =>
    new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { open: { type: GraphQLString, extensions, args: { by: { type: GraphQLString } } } },
      }),
    });

  it('does not build, nor does one that nobody was named for, nor an argument', () => {
    expect(() => requireRules(bare({}))).toThrow('These have no access rule: Query.open, Query.open(by:)');
    expect(() => requireRules(bare({ pothosOptions: { access: [] } }))).toThrow(
      'Query.open, Query.open(by:)',
    );
    expect(() => requireRules(bare({ pothosOptions: { access: ['everyone'] } }))).toThrow(
      'rule: Query.open(by:)',
    );
    expect(requireRules(schema)).toBe(schema);
  });

  it('does not compile', () => {
    const root = join(import.meta.dirname, '..', '..');
    const tsc = join(root, 'node_modules/ts7/bin/tsc');
    const { stdout, status } = spawnSync(
      process.execPath,
      [tsc, '--noEmit', '-p', join(import.meta.dirname, 'tsconfig.json')],
      {
        encoding: 'utf8',
        cwd: root,
      },
    );
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }, 120_000);
});
