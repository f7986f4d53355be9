import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import type { Audience } from '../lambda/domain/access.ts';

/** One line of the table of who may use what. */
export interface AccessRule {
  /** `Type.field`, or `Type.field(argument:)`. */
  readonly coordinate: string;
  readonly audience: readonly Audience[];
}

interface Ruled {
  readonly access?: readonly Audience[];
  readonly cost?: number;
  readonly size?: number;
  readonly clear?: boolean;
  readonly ofOne?: boolean;
}
type Extensible = Pick<GraphQLField<unknown, unknown> | GraphQLArgument, 'extensions'>;

/** What a field or an argument was declared with. */
export function declared(of: Extensible): Ruled {
  return (of.extensions.pothosOptions as Ruled | undefined) ?? {};
}

/** Whom a field or an argument is open to; nobody when it was not said. */
export function audienceOf(of: Extensible): readonly Audience[] {
  return declared(of).access ?? [];
}

/** Every field and argument with its audience, in schema order. */
export function accessRules(schema: GraphQLSchema): readonly AccessRule[] {
  const rules: AccessRule[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      rules.push({ coordinate, audience: audienceOf(field) });
      for (const arg of field.args)
        rules.push({ coordinate: `${coordinate}(${arg.name}:)`, audience: audienceOf(arg) });
    }
  }
  return rules;
}

/**
 * Deny by default: a schema with a field or an argument that nobody was named for does not build.
 * @throws TypeError naming every such field
 */
export function requireRules(schema: GraphQLSchema): GraphQLSchema {
  const bare = accessRules(schema).filter((rule) => rule.audience.length === 0);
  if (bare.length > 0)
    throw new TypeError(`These have no access rule: ${bare.map((rule) => rule.coordinate).join(', ')}`);
  return schema;
}
