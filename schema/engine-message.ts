import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

/**
 * The engine's complaints that are passed on, each as a whole; `"#"` is a name. Its other messages may quote a value and are not.
 * Every name in them that the schema does not have is replaced: it is the caller's word, and may be anything.
 */
const complaints = [
  'Cannot query field "#" on type "#".',
  'Unknown argument "#" on field "#".',
  'Unknown argument "#" on directive "#".',
  'Unknown directive "#".',
  'Unknown fragment "#".',
  'Unknown type "#".',
  'Directive "#" may not be used on \\w+.',
  'The directive "#" can only be used once at this location.',
  'Field "#" must not have a selection since type "#" has no subfields.',
  'Field "#" of type "#" must have a selection of subfields.',
  'Field "#" of type "#" must have at least one field selected.',
  'Fields "#" conflict because',
  'Fragment "#" is never used.',
  'Fragment "#" cannot condition on non composite type "#".',
  'Fragment cannot condition on non composite type "#".',
  'Fragment "#" cannot be spread here as objects of type "#" can never be of type "#".',
  'Fragment cannot be spread here as objects of type "#" can never be of type "#".',
  'Cannot spread fragment "#" within itself',
  'There can be only one (?:argument|directive|fragment|input field|operation|variable) named "#".',
  'This anonymous operation must be the only defined operation.',
  'Variable "#" is not defined',
  'Variable "#" is never used',
  'Variable "#" cannot be non-input type "#".',
  'Variable "#" of type "#" used in position expecting type "#".',
  'Argument "#" of type "#" is required, but it was not provided.',
  'The \\w+ operation is not supported by the schema.',
  'Maximum introspection depth exceeded',
  'Expected value of type "#" to include required field "#"',
  'Expected value of type "#" to be an object',
  'Expected value of type "#" not to include unknown field "#"',
  'Expected value of non-null type "#" not to be null.',
  'Expected a value of non-null type "#" to be provided.',
  'Expected value of type "#"',
  'Value "#" does not exist in "#" enum.',
  'Enum "#" cannot represent',
];
const forms = complaints.map(
  (text) => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('"#"', '"[^"]*"')}`),
);

/** A variable that does not fit: its name, and the place inside it, which the engine makes of the schema's own names. */
const variableForm = /^Variable "\$(\w+)" has invalid (?:default )?value(?: at ([.\w[\]]+))?:/;

/** What may be told of an engine's error: its complaint without any word of the caller's. Undefined when nothing may. */
export function engineMessage(schema: GraphQLSchema, message: string): string | undefined {
  const [head = '', variable, place] = variableForm.exec(message) ?? [];
  if (variable !== undefined) {
    const name = named(schema, `"$${variable}"`);
    const where = place === undefined ? name : `${name} at ${named(schema, `"${place}"`)}`;
    const wrong = complaintOf(schema, message.slice(head.length).trimStart());
    return wrong === undefined ? `Variable ${where}.` : `Variable ${where}: ${wrong}`;
  }
  return complaintOf(schema, message);
}

function complaintOf(schema: GraphQLSchema, message: string): string | undefined {
  const told = forms.map((form) => form.exec(message)?.[0]).find((one) => one !== undefined);
  const complaint = told?.replace(/ because$/, '').replace(/\.?$/, '.');
  return complaint?.replaceAll(/"[^"]*"/g, (quoted) => named(schema, quoted));
}

/** A quoted name, when every word of it is the schema's. */
function named(schema: GraphQLSchema, quoted: string): string {
  const known = namesOf(schema);
  const words = quoted.match(/[^\s"$@!:.()[\]]+/g) ?? [];
  const isPlace = /^\d{1,2}$/;
  return words.every((word) => known.has(word) || isPlace.test(word)) ? quoted : '"…"';
}

const vocabularies = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function namesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const made = vocabularies.get(schema);
  if (made) return made;
  const names = new Set<string>();
  for (const directive of schema.getDirectives())
    for (const name of [directive.name, ...directive.args.map((arg) => arg.name)]) names.add(name);
  for (const type of Object.values(schema.getTypeMap())) {
    names.add(type.name);
    if (isEnumType(type)) for (const value of type.getValues()) names.add(value.name);
    if (isInputObjectType(type)) for (const name of Object.keys(type.getFields())) names.add(name);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields()))
      for (const name of [field.name, ...field.args.map((arg) => arg.name)]) names.add(name);
  }
  vocabularies.set(schema, names);
  return names;
}
