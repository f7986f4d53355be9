import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { limits } from '../lambda/declared/limits.ts';
import { declared } from './access.ts';

/** Which limit a document breaks, and by how much it may go. */
export interface LimitBroken {
  readonly code:
    | 'TOO_DEEP'
    | 'TOO_MANY_ALIASES'
    | 'TOO_MANY_ROOT_FIELDS'
    | 'TOO_COSTLY'
    | 'TOO_MANY_REPEATS'
    | 'ALIAS_TOO_LONG';
  readonly limit: number;
}

interface Measure {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  aliases: number;
  rootFields: number;
  cost: number;
  broken: LimitBroken | undefined;
}

const introspectionCost = 100;
const isIntrospection = ({ name }: FieldNode) => name.value === '__schema' || name.value === '__type';

/**
 * Measures an operation before it runs: depth, aliases, root fields and cost. A leaf costs nothing, an object one point, a field with a
 * cost of its own that many, and all below a list counts once per item (`first`, or the size it was declared with). The walk
 * stops at the first limit broken, so its own cost is bounded. The document has been validated (no fragment cycles).
 */
export function measureDocument(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): LimitBroken | undefined {
  const counts = { aliases: 0, rootFields: 0, cost: 0 };
  const measure: Measure = { schema, fragments, variables, ...counts, broken: undefined };
  const root = schema.getRootType(operation.operation);
  if (root) walk(measure, operation.selectionSet, root, 1, 1);
  return measure.broken;
}

function walk(
  measure: Measure,
  set: SelectionSetNode,
  type: GraphQLNamedType,
  depth: number,
  times: number,
): void {
  if (depth > limits.documentDepth) measure.broken = { code: 'TOO_DEEP', limit: limits.documentDepth };
  for (const selection of set.selections) {
    if (measure.broken) return;
    if (selection.kind === Kind.FIELD) {
      field(measure, selection, type, depth, times);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? measure.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition && measure.schema.getType(fragment.typeCondition.name.value);
    // A spread costs a point: documents of nothing but spreads end too.
    spend(measure, 1);
    if (fragment) walk(measure, fragment.selectionSet, condition || type, depth, times);
  }
}

function field(
  measure: Measure,
  node: FieldNode,
  type: GraphQLNamedType,
  depth: number,
  times: number,
): void {
  if (node.alias && ++measure.aliases > limits.documentAliases)
    measure.broken = { code: 'TOO_MANY_ALIASES', limit: limits.documentAliases };
  if (depth === 1 && ++measure.rootFields > limits.documentRootFields)
    measure.broken = { code: 'TOO_MANY_ROOT_FIELDS', limit: limits.documentRootFields };
  // The schema itself is large, and read whole.
  if (isIntrospection(node)) spend(measure, introspectionCost);
  const definition =
    isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
  if (!definition) return;
  const { cost, size } = declared(definition);
  const inner = getNamedType(definition.type);
  spend(measure, times * (cost ?? (isLeafType(inner) ? 0 : 1)));
  if (!node.selectionSet || measure.broken) return;
  const items =
    pageSize(
      measure,
      node,
      definition.args.some((arg) => arg.name === 'first'),
    ) ??
    size ??
    1;
  walk(measure, node.selectionSet, inner, depth + 1, times * items);
}

function spend(measure: Measure, points: number): void {
  measure.cost += points;
  if (measure.cost > limits.documentCost) measure.broken = { code: 'TOO_COSTLY', limit: limits.documentCost };
}

/** The items that a paged field is asked for; more than a page may hold is refused later, and counted as a page here. */
function pageSize(measure: Measure, node: FieldNode, paged: boolean): number | undefined {
  if (!paged) return undefined;
  const value = node.arguments?.find((arg) => arg.name.value === 'first')?.value;
  const given =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? measure.variables[value.name.value]
        : undefined;
  return typeof given === 'number' && given >= 1 && given <= limits.pageSize ? given : limits.pageSize;
}
