import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { type Audience, serviceScopes, staffRoles } from '../../lambda/domain/access.ts';
import { measureDocument } from '../../schema/document-limits.ts';
import { schema } from '../../schema/index.ts';
import { checkPlan } from '../../schema/plan-check.ts';
import { type Fence, fencesOf, pages, repository } from './fences.ts';

const committed = buildSchema(readFileSync(join(repository, 'schema/schema.graphql'), 'utf8'));
const fences = pages.flatMap((page) => fencesOf(page)).filter((fence) => fence.language === 'graphql');

/** `role=support`, `role=visitor`, `role=customer`, `scope=customers:link`; `refused` behind it says that the role may not. */
function audienceOf({ info, where }: Fence): { held: ReadonlySet<Audience>; refused: boolean } {
  const [, kind, name = '', refused] = /^(role|scope)=([\w:]+)( refused)?$/.exec(info) ?? [];
  const known: readonly string[] =
    kind === 'scope' ? serviceScopes : kind === 'role' ? ['visitor', 'customer', ...staffRoles] : [];
  if (!known.includes(name)) throw new Error(`${where}: a query says whose it is, as role=… or scope=…`);
  const own = kind === 'scope' ? `scope:${name}` : name;
  return { held: new Set(['everyone', own as Audience]), refused: refused !== undefined };
}

function partsOf(document: DocumentNode): {
  operations: readonly OperationDefinitionNode[];
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
} {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  return { operations, fragments: new Map(fragments.map((one) => [one.name.value, one])) };
}

/** What is wrong with a query of the documentation; empty when nothing is. */
function faultsOf(fence: Fence): readonly string[] {
  const { held, refused } = audienceOf(fence);
  const document = parse(fence.text);
  const invalid = validate(committed, document).map((error) => error.message);
  if (invalid.length > 0) return invalid;
  const { operations, fragments } = partsOf(document);
  if (operations.length === 0) return ['no operation'];
  return operations.flatMap((operation) => {
    const broken = measureDocument(schema, operation, fragments, {});
    const { missing } = checkPlan(schema, operation, fragments, { held, introspectors: [] });
    if (missing && !refused) return [`${missing.coordinate} is for ${missing.audience.join(', ')}`];
    if (!missing && refused) return ['is said to be refused, and is not'];
    return broken ? [broken.code] : [];
  });
}

test('the documentation has queries', () => {
  expect(fences.length).toBeGreaterThan(10);
});

test.each(fences.map((fence) => [fence.where, fence] as const))(
  '%s is valid, within the limits, and open to whom it names',
  (_, fence) => {
    expect(faultsOf(fence)).toEqual([]);
  },
);

test('what is wrong with a query is found', () => {
  const fence = (info: string, text: string): Fence => ({ where: 'here', language: 'graphql', info, text });
  expect(faultsOf(fence('role=support', '{ nothing }'))).not.toEqual([]);
  expect(faultsOf(fence('role=visitor', '{ me { name } }'))).toEqual(['Query.me is for customer']);
  const payment = '{ customer(id: "1") { taxCode { value } } }';
  expect(faultsOf(fence('role=support', payment))).not.toEqual([]);
  expect(faultsOf(fence('role=support refused', payment))).toEqual([]);
  expect(faultsOf(fence('role=billing refused', payment))).not.toEqual([]);
  expect(faultsOf(fence('scope=customers:read', '{ me { name } }'))).not.toEqual([]);
  expect(() => faultsOf(fence('', '{ me { name } }'))).toThrow('says whose it is');
  expect(() => faultsOf(fence('role=nobody', '{ me { name } }'))).toThrow('says whose it is');
  const dear =
    '{ customers(first: 50) { nodes { id name { masked } email { masked } phone { masked } address { masked } dateOfBirth { masked } identityNumber { masked } billingName { masked } billingAddress { masked } taxCode { masked } bankAccount { masked } card { masked } } } }';
  expect(faultsOf(fence('role=privacy_officer', dear))).toEqual(['TOO_COSTLY']);
});

test('fences are found where they are', () => {
  const text = 'words\n\n```graphql role=visitor\n{ a }\n```\n\n```sh\nls\n```\n';
  expect(fencesOf('page.md', text)).toEqual([
    { where: 'page.md:3', language: 'graphql', info: 'role=visitor', text: '{ a }\n' },
    { where: 'page.md:7', language: 'sh', info: '', text: 'ls\n' },
  ]);
});
