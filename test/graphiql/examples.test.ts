import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildSchema,
  type FragmentDefinitionNode,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Example } from '../../cdk/graphiql/examples/example.ts';
import { examples, examplesOf } from '../../cdk/graphiql/examples.ts';
import { fillVariables, noCustomerYet } from '../../cdk/graphiql/fill-variables.ts';
import { staffRoles } from '../../lambda/domain/access.ts';
import { judgePurpose } from '../../lambda/domain/customer/judge-purpose.ts';
import { DomainError } from '../../lambda/domain/errors.ts';
import { audiencesOf, type StaffViewer } from '../../lambda/domain/viewer.ts';
import { measureDocument } from '../../schema/document-limits.ts';
import { schema } from '../../schema/index.ts';
import { checkPlan } from '../../schema/plan-check.ts';

const committed = buildSchema(
  readFileSync(resolve(import.meta.dirname, '../../schema/schema.graphql'), 'utf8'),
);
const filled = ({ variables }: Example) =>
  fillVariables(variables ?? {}, {
    customer: 'Q3VzdG9tZXI6',
    me: 'staff:s',
    now: '2026-05-01T09:30:00Z',
    key: 'key-12345',
  });

const viewerOf = ({ role, purpose, reference }: Example): StaffViewer => ({
  kind: 'staff',
  requestId: 'request',
  origin: { address: '192.0.2.1' },
  language: 'en',
  subject: 'subject',
  roles: [role],
  purpose,
  reference,
});

/** The code an example is refused with before anything runs; undefined when it may run. The plan check's own order. */
function refusalOf(example: Example): string | undefined {
  const operation = getOperationAST(parse(example.query));
  if (!operation) throw new Error('No operation.');
  const viewer = viewerOf(example);
  const fragments = new Map<string, FragmentDefinitionNode>();
  const verdict = checkPlan(schema, operation, fragments, {
    held: audiencesOf(viewer),
    introspectors: staffRoles,
  });
  if (verdict.missing) return 'FORBIDDEN';
  if (!verdict.readsClear) return undefined;
  if (verdict.readsClearOfMany) return 'ONE_CUSTOMER_AT_A_TIME';
  try {
    judgePurpose({ settings: { referencePattern: /^(SUP|BIL|PRV|LEG)-\d{1,10}$/ } as never }, viewer);
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('each example', () => {
  it.each(examples.map((example) => ({ name: `${example.role}: ${example.title}`, example })))(
    '$name',
    ({ example }) => {
      const document = parse(example.query);
      expect(validate(committed, document)).toEqual([]);
      const operation = getOperationAST(document);
      expect(operation?.name).toBeDefined();
      if (!operation) return;
      const values = getVariableValues(committed, operation.variableDefinitions ?? [], filled(example));
      expect(values.errors).toBeUndefined();
      expect(measureDocument(schema, operation, new Map(), filled(example))).toBeUndefined();
      expect(refusalOf(example)).toBe(example.refused);
    },
  );

  it('has a title of its own within its role, and names nothing that is left unfilled', () => {
    const titles = examples.map(({ role, title }) => `${role} ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
    for (const example of examples)
      expect(JSON.stringify(filled(example))).not.toMatch(/\{(customer|me|today|now|key)\}/);
  });
});

describe('each role', () => {
  it.each(staffRoles)('%s opens with an example that runs, and has others', (role) => {
    const own = examplesOf([role]);
    expect(own.length).toBeGreaterThan(1);
    expect(own[0]?.refused).toBeUndefined();
    expect(own[0]?.variables ? JSON.stringify(own[0].variables) : '').not.toContain('{customer}');
  });
});

describe('placeholders', () => {
  it('are replaced wherever they stand, and nothing else is', () => {
    const variables = { input: { list: ['{today}', 'today', '{now}'], n: 1 }, none: null, key: '{key}' };
    expect(
      fillVariables(variables, { customer: undefined, me: 'm', now: '2026-05-01T09:30:00Z', key: 'k' }),
    ).toEqual({
      input: { list: ['2026-05-01', 'today', '2026-05-01T09:30:00Z'], n: 1 },
      none: null,
      key: 'k',
    });
  });

  it('say what to do where no customer was seen yet', () => {
    expect(fillVariables({ id: '{customer}' }, { customer: undefined, me: '', now: '', key: '' })).toEqual({
      id: noCustomerYet,
    });
  });
});
