import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { descriptionsOf } from '../../schema/describe-schema.ts';
import { schema } from '../../schema/index.ts';

/** The schema as its committed file has it: sorted, so that a change shows as what it is. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Its descriptions by themselves, for a chunk of the API's bundle that the first introspection loads. */
export const descriptionsText = (): string => `${JSON.stringify(descriptionsOf(schema), null, 2)}\n`;

if (import.meta.main) {
  const write = (file: string, text: string) =>
    writeFileSync(new URL(`../../schema/${file}`, import.meta.url), text);
  write('schema.graphql', schemaText());
  write('generated/descriptions.json', descriptionsText());
}
