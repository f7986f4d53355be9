import { type GraphQLObjectType, getNamedType, isLeafType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { schema } from '../../schema/index.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { registerVerified } from '../harness/mails.ts';
import { scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud?.stop());

/** Has a row of its own kind. */
const ownRow = 'accessLog';
const customer = schema.getType('Customer') as GraphQLObjectType;
const facts = Object.values(customer.getFields()).filter(({ name, type }) => {
  const { name: of } = getNamedType(type);
  return !isLeafType(getNamedType(type)) && !/^(Contact|Identity|Payment)/.test(of) && name !== ownRow;
});

it('all that an employee reads of a customer beside values has one row, with the name of each, and counts once', async () => {
  const { id } = await registerVerified(cloud);
  const token = await cloud.employee('support', 'privacy_officer', 'legal');
  const selections = facts.map(({ name, args }) =>
    args.some((arg) => arg.name === 'at')
      ? `${name}(at: "2030-01-01T00:00:00Z") { __typename }`
      : `${name} { __typename }`,
  );
  const query = `query Facts($id: ID!) { customer(id: $id) { ${selections.join(' ')} } }`;
  const readings = async () =>
    (await scanTables(cloud)).audit.filter((row) => textOf(row, 'action') === 'READ');
  const before = (await readings()).length;
  const { errors } = await cloud.ask(query, { token, variables: { id } });
  expect(errors).toEqual([]);
  const rows = (await readings()).slice(before);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  const names = (row?.fields?.L ?? []).map((one) => one.S);
  expect(names.toSorted()).toEqual(facts.map(({ name }) => name).toSorted());
});
