import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { convertToNative } from '@aws-sdk/util-dynamodb';

/** What `unmarshall` makes of an item. Texts and bytes, which most attributes are, are taken as they are: that is twice as fast. */
export function plainItem(item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(item)) {
    const value = item[name];
    values[name] = value && (value.S ?? value.B ?? convertToNative(value));
  }
  return values;
}
