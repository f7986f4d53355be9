import { expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { newRotation, type RotationReport } from '../../../lambda/domain/rotation/rotation-report.ts';
import { type WalkDeps, walkOn } from '../../../lambda/domain/rotation/walk-on.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** DEKs of a class by their subjects in two pages: wrapped under the old epoch, the new one, or not to be read. */
function world(pages: readonly (readonly string[])[]) {
  const made = {
    replaced: [] as string[],
    told: [] as unknown[],
    fault: new DomainError('INTEGRITY_VIOLATION') as Error,
  };
  const deps = {
    keyTable: {
      deks: async (dataClass: string, after: string | undefined) => {
        const n = Number(after ?? 0);
        const deks = (pages[n] ?? []).map((state, i) => ({
          subjectId: `${dataClass}-${n}-${i}`,
          dataClass,
          version: 1,
          wrapped: bytes(state),
        }));
        return { deks, next: n + 1 < pages.length ? String(n + 1) : undefined };
      },
      replaceDek: async ({ subjectId }: { readonly subjectId: string }, wrapped: Uint8Array) => {
        made.replaced.push(`${subjectId} ${new TextDecoder().decode(wrapped)}`);
        return true;
      },
    },
    rotationKeys: {
      rewrap: async ({ wrapped }: { readonly wrapped: Uint8Array }, epoch: number) => {
        const state = new TextDecoder().decode(wrapped);
        if (state === 'lost') throw made.fault;
        return state === 'old' ? bytes(`epoch ${epoch}`) : undefined;
      },
    },
    log: { error: (event: string, facts: object) => made.told.push([event, facts]) },
  } as unknown as WalkDeps;
  return { made, walk: (report: RotationReport) => walkOn(deps, 'J1', report) };
}
const many = Array.from({ length: 20 }, () => 'old');

it('counts what it moves and what it cannot read, page by page, in the walk and in all walks', async () => {
  const { made, walk } = world([
    ['old', 'new', 'lost'],
    [...many, 'lost'],
  ]);
  const before = {
    ...newRotation('contact', 3),
    step: 'MOVE',
    changed: 9,
    unreadable: 9,
    moved: 40,
  } as const;
  const first = await walk(before);
  expect(first).toEqual({ ...before, cursor: '1', changed: 1, unreadable: 1, moved: 41 });
  const last = await walk(first);
  expect(last).toEqual({ ...before, cursor: undefined, changed: 21, unreadable: 2, moved: 61 });
  expect(made.replaced).toHaveLength(21);
  expect(made.replaced[0]).toBe('contact-0-0 epoch 3');
  expect(made.told).toEqual([
    ['key_not_moved', { jobId: 'J1', customerId: 'contact-0-2' }],
    ['key_not_moved', { jobId: 'J1', customerId: 'contact-1-20' }],
  ]);
});

it('stops at any other fault: what was not looked at is not counted as done', async () => {
  const { made, walk } = world([['lost']]);
  for (const fault of [new DomainError('TEMPORARILY_UNAVAILABLE'), new TypeError('no')]) {
    made.fault = fault;
    await expect(walk(newRotation('contact', 2))).rejects.toBe(fault);
  }
  expect(made.told).toEqual([]);
});
