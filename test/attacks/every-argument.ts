import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** One place of a root field that takes a text, however deep. */
export interface TextPlace {
  readonly coordinate: string;
  /** Names from the argument inwards. */
  readonly path: readonly string[];
  readonly query: string;
  /** Variables with a text in that place, and what must be given in the others. */
  with(text: unknown): Readonly<Record<string, unknown>>;
}

/** Scalars that are no texts; whatever else is takes one. */
const others = new Set(['Int', 'Float', 'Boolean']);

export function textPlaces(schema: GraphQLSchema): readonly TextPlace[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) => {
      const given = field.args;
      const variables = given.map(({ name, type: kind }) => `$${name}: ${kind}`).join(', ');
      const used = given.map(({ name }) => `${name}: $${name}`).join(', ');
      const word = type === schema.getMutationType() ? 'mutation' : 'query';
      const result = isNonNullType(field.type) ? field.type.ofType : field.type;
      const isLeaf = !('getFields' in result) && !isListType(result) && !('getTypes' in result);
      const shown =
        word === 'mutation' ? ' { errors { code message path } }' : isLeaf ? '' : ' { __typename }';
      const query = `${word} (${variables}) { ${field.name}(${used})${shown} }`;
      const smallest = () =>
        Object.fromEntries(
          given
            .filter(({ type: kind }) => isNonNullType(kind))
            .map(({ name, type: kind }) => [name, smallestValue(kind)]),
        );
      return given.flatMap(({ name, type: kind }) =>
        placesIn(kind, [name]).map((path) => ({
          coordinate: `${type?.name}.${field.name}`,
          path,
          query,
          with: (text: unknown) => ({ ...smallest(), [name]: valueAt(kind, path.slice(1), text) }),
        })),
      );
    }),
  );
}

function placesIn(type: GraphQLInputType, path: readonly string[]): readonly (readonly string[])[] {
  if (isNonNullType(type) || isListType(type)) return placesIn(type.ofType as GraphQLInputType, path);
  if (isEnumType(type) || others.has(type.name)) return [];
  if (!isInputObjectType(type)) return [path];
  return Object.values(type.getFields()).flatMap((field) => placesIn(field.type, [...path, field.name]));
}

function valueAt(type: GraphQLInputType, path: readonly string[], text: unknown): unknown {
  if (isNonNullType(type)) return valueAt(type.ofType, path, text);
  if (isListType(type)) return [valueAt(type.ofType as GraphQLInputType, path, text)];
  if (!isInputObjectType(type)) return text;
  const [name = '', ...rest] = path;
  const field = type.getFields()[name];
  return { ...(smallestValue(type) as object), ...(field && { [name]: valueAt(field.type, rest, text) }) };
}

const samples: Readonly<Record<string, unknown>> = {
  ...{ Int: 1, Float: 1, Boolean: true, ID: 'x', DateTime: '2030-01-01T00:00:00Z', Date: '2030-01-01' },
  ...{ EmailAddress: 'a@b.example', PhoneNumber: '0901234567', URL: 'https://a.example' },
};

function smallestValue(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return smallestValue(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(isRequiredInputField)
        .map((field) => [field.name, smallestValue(field.type)]),
    );
  return samples[type.name] ?? 'some-key-1';
}
