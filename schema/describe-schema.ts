import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** What has a description, by its coordinate in the schema (`Type.field(argument:)`). */
export type Descriptions = Readonly<Record<string, string>>;
type Described = { description: string | undefined | null };

/** Sets every description that is known; what is said of anything that is not in the schema is ignored. */
export function describeSchema(schema: GraphQLSchema, descriptions: Descriptions): void {
  for (const [coordinate, element] of elementsOf(schema)) {
    const description = descriptions[coordinate];
    if (description !== undefined) element.description = description;
  }
}

/** Every description of a schema, in the order of coordinates. GraphQL's own types describe themselves. */
export function descriptionsOf(schema: GraphQLSchema): Descriptions {
  const described = elementsOf(schema).flatMap(([coordinate, { description }]) =>
    description == null ? [] : [[coordinate, description] as const],
  );
  return Object.fromEntries(described.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const elementsOf = (schema: GraphQLSchema): readonly (readonly [string, Described])[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [[type.name, type] as const, ...membersOf(type)]);

function membersOf(type: GraphQLNamedType): readonly (readonly [string, Described])[] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const coordinate = `${type.name}.${field.name}`;
    const ofArgument = (arg: GraphQLArgument) => [`${coordinate}(${arg.name}:)`, arg] as const;
    return [[coordinate, field] as const, ...field.args.map(ofArgument)];
  });
}
