import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';
import { personalFields } from '../lambda/domain/access.ts';
import type { BlobField } from '../lambda/domain/customer/reveal-request.ts';

/**
 * The personal fields whose masks the engine will ask for of each customer in what is being resolved: as @skip, @include and fragments have
 * it, for the audit trail names no field that nobody was shown. What lies deeper in a customer is not looked at.
 */
export function masksAsked(info: GraphQLResolveInfo): readonly BlobField[] {
  const asked = new Set<BlobField>();
  const walked = new Set<string>();
  const walk = (
    type: GraphQLNamedType,
    { selectionSet }: Pick<FieldNode, 'selectionSet'>,
    of?: BlobField,
  ): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (isLeftOut(info, selection)) continue;
      if (selection.kind !== Kind.FIELD) {
        const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
        // As often as it is spread, it asks for the same: else fragments of fragments would be walked as often as they multiply.
        const { size } = walked;
        if (isSpread && walked.add(`${type.name} ${of} ${selection.name.value}`).size === size) continue;
        const fragment = isSpread ? info.fragments[selection.name.value] : selection;
        if (fragment && applies(info, fragment.typeCondition?.name.value, type)) walk(type, fragment, of);
        continue;
      }
      const name = selection.name.value;
      if (of && name === 'masked') asked.add(of);
      const field = isObjectType(type) && type.getFields()[name];
      if (of || !field) continue;
      if (type.name !== 'Customer') walk(getNamedType(field.type), selection);
      else if (isBlobField(name)) walk(getNamedType(field.type), selection, name);
    }
  };
  try {
    for (const node of info.fieldNodes) walk(getNamedType(info.returnType), node);
  } catch {
    // A condition that is null: the engine says so, at its own place. What is not asked for ahead is asked for there.
    return [];
  }
  return [...asked];
}

function isLeftOut({ variableValues }: GraphQLResolveInfo, selection: SelectionNode): boolean {
  if (!selection.directives?.length) return false;
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false
  );
}

/** Whether a fragment is of this type: on the type itself, or on an interface or union that it belongs to. */
function applies(
  { schema }: GraphQLResolveInfo,
  condition: string | undefined,
  type: GraphQLNamedType,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wider = schema.getType(condition);
  return isAbstractType(wider) && isObjectType(type) && schema.isSubType(wider, type);
}

const isBlobField = (name: string): name is BlobField => name in personalFields && name !== 'customerNumbers';
