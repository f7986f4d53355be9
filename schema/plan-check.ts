import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Audience } from '../lambda/domain/access.ts';
import { audienceOf, declared } from './access.ts';

/** The first thing that a viewer may not do: where, and who may. */
export interface Missing {
  readonly coordinate: string;
  readonly audience: readonly Audience[];
}

/** What an operation would do, found by one walk before anything runs. */
export interface PlanVerdict {
  readonly missing: Missing | undefined;
  /** Clear values are selected. */
  readonly readsClear: boolean;
  /** Clear values are selected of several customers: under a list, or under several root fields. */
  readonly readsClearOfMany: boolean;
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly held: ReadonlySet<Audience>;
  /** Who may read the schema itself. */
  readonly introspectors: readonly Audience[];
  missing: Missing | undefined;
  clearRoots: Set<string>;
  clearInList: boolean;
}

/**
 * Judges an operation as written, whatever @skip and @include say: the first field or argument that the viewer may not use is what
 * is missing. On an abstract type the strictest rule of its members holds. The document has been validated.
 */
export function checkPlan(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  viewer: { readonly held: ReadonlySet<Audience>; readonly introspectors: readonly Audience[] },
): PlanVerdict {
  const walk: Walk = {
    schema,
    fragments,
    ...viewer,
    missing: undefined,
    clearRoots: new Set(),
    clearInList: false,
  };
  const root = schema.getRootType(operation.operation);
  if (root) walkSelections(walk, operation.selectionSet, root, '', false);
  const readsClear = walk.clearRoots.size > 0;
  return {
    missing: walk.missing,
    readsClear,
    readsClearOfMany: walk.clearInList || walk.clearRoots.size > 1,
  };
}

function walkSelections(
  walk: Walk,
  selections: SelectionSetNode,
  type: GraphQLNamedType,
  root: string,
  inList: boolean,
): void {
  for (const selection of selections.selections) {
    if (walk.missing) return;
    if (selection.kind === Kind.FIELD) {
      walkField(walk, selection, type, root, inList);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition && walk.schema.getType(fragment.typeCondition.name.value);
    if (fragment) walkSelections(walk, fragment.selectionSet, condition || type, root, inList);
  }
}

function walkField(walk: Walk, node: FieldNode, type: GraphQLNamedType, root: string, inList: boolean): void {
  const name = node.name.value;
  if (name === '__typename') return;
  if (name.startsWith('__')) {
    if (!isHeld(walk, walk.introspectors))
      walk.missing = { coordinate: `${type.name}.${name}`, audience: walk.introspectors };
    return;
  }
  for (const owner of ownersOf(walk.schema, type)) {
    const field = owner.getFields()[name];
    if (!field) continue;
    const coordinate = `${owner.name}.${name}`;
    const audience = audienceOf(field);
    if (!isHeld(walk, audience)) {
      walk.missing = { coordinate, audience };
      return;
    }
    for (const given of node.arguments ?? []) {
      const arg = field.args.find((candidate) => candidate.name === given.name.value);
      if (arg && !isHeld(walk, audienceOf(arg))) {
        walk.missing = { coordinate: `${coordinate}(${arg.name}:)`, audience: audienceOf(arg) };
        return;
      }
    }
    const rootKey = root || (node.alias ?? node.name).value;
    const many = inList || (isListType(getNullableType(field.type)) && declared(field).ofOne !== true);
    if (declared(field).clear) {
      walk.clearRoots.add(rootKey);
      walk.clearInList ||= many;
    }
    if (node.selectionSet) walkSelections(walk, node.selectionSet, getNamedType(field.type), rootKey, many);
  }
}

/** The types whose rule holds for a selection: the type itself, and every member of an abstract one. */
function ownersOf(schema: GraphQLSchema, type: GraphQLNamedType) {
  if (isObjectType(type)) return [type];
  const members: readonly GraphQLObjectType[] = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return isInterfaceType(type) ? [type, ...members] : members;
}

function isHeld(walk: Walk, audience: readonly Audience[]): boolean {
  return audience.some((one) => walk.held.has(one));
}
