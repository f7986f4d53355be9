import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { descriptionsText, schemaText } from '../../local/commands/print-schema.ts';
import { schema } from '../../schema/index.ts';
import { repository } from './source-files.ts';

const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));

describe('the committed schema', () => {
  it('is the one that the code builds (`npm run print-schema` writes it)', () => {
    expect(readFileSync(join(repository, 'schema/schema.graphql'), 'utf8')).toBe(schemaText());
  });

  it('has its descriptions by themselves as well', () => {
    expect(readFileSync(join(repository, 'schema/generated/descriptions.json'), 'utf8')).toBe(
      descriptionsText(),
    );
  });

  it('describes each type', () => {
    const undescribed = types.filter(
      ({ name, description }) => !description && !/Payload$|^(String|Int|Boolean|Float|ID)$/.test(name),
    );
    expect(undescribed.map(({ name }) => name)).toEqual([]);
  });

  it('describes each query and mutation', () => {
    const roots = [schema.getQueryType(), schema.getMutationType()];
    const fields = roots.flatMap((type) => Object.values(type?.getFields() ?? {}));
    expect(fields.length).toBeGreaterThan(15);
    expect(fields.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
  });

  it('says what each mutation takes and gives: one input with an idempotency key, and errors', () => {
    const keyless = ['verifyEmail', 'confirmEmailChange', 'stopEmailChange'];
    for (const { name, args, type } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect([name, args.map((arg) => arg.name)]).toEqual([name, ['input']]);
      const input = args[0] && schema.getType(String(args[0].type).replaceAll(/[!\][]/g, ''));
      const fields = isInputObjectType(input) ? Object.keys(input.getFields()) : [];
      if (!keyless.includes(name)) expect([name, fields.includes('idempotencyKey')]).toEqual([name, true]);
      const payload = schema.getType(String(type).replace('!', ''));
      expect([name, isObjectType(payload) && String(payload.getFields().errors?.type)]).toEqual([
        name,
        '[UserError!]!',
      ]);
    }
  });

  it('names things the same way everywhere', () => {
    for (const type of types) {
      expect(type.name).toMatch(/^[A-Z][A-Za-z0-9]*$/);
      if (
        isEnumType(type) &&
        type.name !== 'Language' &&
        type.name !== 'StaffRole' &&
        type.name !== 'DataClass'
      )
        for (const { name } of type.getValues()) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
        for (const name of Object.keys(type.getFields())) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    }
  });
});
