/** What DynamoDB asks of an item and dynalite does not check, or checks wrongly. */
import { invalid } from './api-error.ts';
import type { Attribute, Item, Table } from './dynalite.ts';

export const maximumItemBytes = 400 * 1024;

function attributeBytes(attribute: Attribute): number {
  const [type, value] = Object.entries(attribute)[0] ?? ['NULL', true];
  if (type === 'S') return Buffer.byteLength(value as string);
  if (type === 'B') return Buffer.byteLength(value as string, 'base64');
  if (type === 'N') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1;
  if (type === 'M') return 3 + itemBytes(value as Item) + Object.keys(value as Item).length;
  if (type === 'L') {
    return (value as Attribute[]).reduce((sum, element) => sum + 1 + attributeBytes(element), 3);
  }
  if (type.endsWith('S')) {
    return (value as string[]).reduce((sum, one) => sum + attributeBytes({ [type.charAt(0)]: one }), 0);
  }
  return 1;
}

/** Size in bytes of UTF-8, names included: dynalite counts UTF-16 units. */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, attribute]) => sum + Buffer.byteLength(name) + attributeBytes(attribute),
    0,
  );
}

/** Throws ValidationException when an item is too large, or carries an empty or wrongly typed index key. */
export function checkItem(item: Item, table: Table): void {
  if (itemBytes(item) > maximumItemBytes) throw invalid('Item size has exceeded the maximum allowed size');
  for (const index of [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])]) {
    for (const { AttributeName: name } of index.KeySchema) {
      const attribute = item[name];
      if (attribute === undefined) continue;
      const type = table.AttributeDefinitions.find((one) => one.AttributeName === name)?.AttributeType ?? 'S';
      const where = `IndexName: ${index.IndexName}, IndexKey: ${name}`;
      if (attribute[type] === undefined) {
        const actual = Object.keys(attribute)[0];
        throw invalid(
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.IndexName}`,
        );
      }
      if (attribute[type] === '') {
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${type === 'B' ? 'binary' : 'string'} value. ${where}`,
        );
      }
    }
  }
}

/** One text for equal values, whatever the order of attributes or of a set's members. */
export function canonical(value: unknown, member = ''): string {
  if (Array.isArray(value)) {
    const parts = value.map((one) => canonical(one));
    return `[${(/^[SNB]S$/.test(member) ? parts.sort() : parts).join()}]`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonical(one, name)}`);
  return `{${parts.join()}}`;
}
