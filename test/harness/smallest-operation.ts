import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** The smallest valid operation that selects a root field, `Query.x` or `Mutation.x`: what must be given is, and nothing else. */
export function smallestOperation(schema: GraphQLSchema, coordinate: string): string {
  const [root = '', name = ''] = coordinate.split('.');
  const type = root === 'Mutation' ? schema.getMutationType() : schema.getQueryType();
  const field = type?.getFields()[name];
  if (!field) throw new Error(`there is no ${coordinate}`);
  const given = field.args.filter(isRequiredArgument).map(named).join(', ');
  const result = isNonNullType(field.type) ? field.type.ofType : field.type;
  const isLeaf = isLeafType(isListType(result) ? undefined : result);
  const selected = `${name}${given ? `(${given})` : ''}${isLeaf ? '' : ' { __typename }'}`;
  return `${root === 'Mutation' ? 'mutation ' : ''}{ ${selected} }`;
}

const named = ({ name, type }: GraphQLArgument | GraphQLInputField): string =>
  `${name}: ${smallestValue(type)}`;

const scalars: Readonly<Record<string, string>> = {
  ID: '"x"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  DateTime: '"2030-01-01T00:00:00Z"',
  Date: '"2030-01-01"',
  EmailAddress: '"a@b.example"',
  PhoneNumber: '"0901234567"',
};

function smallestValue(type: GraphQLInputType): string {
  if (isNonNullType(type)) return smallestValue(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type))
    return `{ ${Object.values(type.getFields()).filter(isRequiredInputField).map(named).join(', ')} }`;
  return scalars[type.name] ?? '"some-key-1"';
}
