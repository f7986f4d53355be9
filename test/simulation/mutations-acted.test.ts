import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { notSimulated } from './not-simulated.ts';

const here = import.meta.dirname;
const schema = buildSchema(readFileSync(resolve(here, '../../schema/schema.graphql'), 'utf8'));
const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
const actors = readdirSync(resolve(here, 'actors')).map((file) =>
  readFileSync(resolve(here, 'actors', file), 'utf8'),
);
const written = actors.join('\n');
/** By its name as a text, or at the head of a document of its own. */
const isActed = (name: string) => new RegExp(`'${name}'|\\b${name}\\(input: \\$input\\)`).test(written);

it('each mutation of the schema is done by somebody in the simulation, or named among those that nobody does', () => {
  expect(mutations.filter((name) => !isActed(name)).toSorted()).toEqual(notSimulated.toSorted());
});
