import { expect, test } from 'vitest';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { extendPorts } from '../../lambda/runtime/extend-ports.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';

test('ports are extended without being made: an environment of nothing is enough', () => {
  const extended = extendPorts(createWiring(readEnvironment({})), {
    get archive(): never {
      throw new Error('made too early');
    },
    log: 'another',
  });
  expect(extended.log).toBe('another');
  expect(extended.now()).toBeInstanceOf(Date);
  expect(() => extended.archive).toThrow('made too early');
  expect(() => extended.customers).toThrow('TABLE_RECORDS is not set');
});
