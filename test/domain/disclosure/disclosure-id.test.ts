import { expect, it } from 'vitest';
import { disclosureIdAt, isDisclosureId } from '../../../lambda/domain/disclosure/disclosure-id.ts';
import { systemRandom } from '../../../lambda/runtime/random.ts';

it('has its form and sorts as its instant does', () => {
  const ids = [0, 1, 1_000, 86_400_000, 1e12].map((later) =>
    disclosureIdAt(new Date(Date.parse('2026-11-22T00:00:00Z') + later), systemRandom),
  );
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids.map((id) => id.slice(-16))).size).toBe(ids.length);
  for (const id of ids) expect(isDisclosureId(id)).toBe(true);
});

it('is nothing that only looks like one', () => {
  const id = disclosureIdAt(new Date('2026-11-22T00:00:00Z'), systemRandom);
  for (const text of [
    id.slice(1),
    id.slice(0, -1),
    `${id}0`,
    ` ${id}`,
    `${id}\n`,
    id.toLowerCase(),
    id.slice(4),
    '',
  ])
    expect(isDisclosureId(text), text).toBe(false);
});
