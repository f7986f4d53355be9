import { expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import {
  articleOf,
  extendedDue,
  rightDue,
  wentToProcessor,
} from '../../../lambda/domain/rights/right-clock.ts';
import {
  isErasure,
  isInForce,
  isUnderWay,
  type RightsRequest,
  rights,
  rightsStates,
} from '../../../lambda/domain/rights/rights-request.ts';

const request = { liftedAt: undefined } as RightsRequest;

it('is under way until it is done, refused or withdrawn', () => {
  expect(rightsStates.filter((state) => isUnderWay({ state }))).toEqual(['ASKED', 'GRANTED']);
});

it('is an erasure when it ends in the erasure of what is kept', () => {
  expect(rights.filter((right) => isErasure({ right }))).toEqual(['ERASE', 'WITHDRAW_STORAGE']);
});

it('stops processing from when a restriction or an objection is done, until it is lifted', () => {
  for (const right of rights)
    for (const state of rightsStates) {
      const stops = ['RESTRICT', 'OBJECT'].includes(right) && state === 'DONE';
      expect(isInForce({ ...request, right, state })).toBe(stops);
      expect(isInForce({ ...request, right, state, liftedAt: '2026-11-22T00:00:00.000Z' })).toBe(false);
    }
});

const toProcessor = { basis: 'COMMITMENT', result: 'GIVEN' };
const toOther = { basis: 'LAW', result: 'GIVEN' };

/** Whether data went to a processor, and after which place each page was asked for. */
async function looked(pages: readonly (readonly object[])[]) {
  const asked: (string | undefined)[] = [];
  const pageOfCustomer = async (customerId: string, first: number, after?: string) => {
    expect([customerId, first]).toEqual(['CUSTOMER', limits.pageSize]);
    asked.push(after);
    const at = after === undefined ? 0 : Number(after);
    if (at >= pages.length) throw new Error('there is no such page');
    return {
      items: (pages[at] ?? []).map((node) => ({ node, place: '' })),
      end: `${at + 1}`,
      hasNextPage: at + 1 < pages.length,
    };
  };
  const deps = { disclosures: { pageOfCustomer } } as unknown as Parameters<typeof wentToProcessor>[0];
  return { went: await wentToProcessor(deps, 'CUSTOMER'), asked };
}

it('is through a processor when one of many disclosures was, on whichever page', async () => {
  expect(await looked([[toOther, toProcessor, toOther]])).toEqual({ went: true, asked: [undefined] });
  expect(await looked([[toOther], [toOther], [toProcessor]])).toEqual({
    went: true,
    asked: [undefined, '1', '2'],
  });
  expect(await looked([[toOther], [toOther]])).toEqual({ went: false, asked: [undefined, '1'] });
  expect(await looked([[]])).toEqual({ went: false, asked: [undefined] });
});

/** Days of the law (D356 5): usual, through a processor, and more once extended. */
const days = {
  COPY: [10, 15, 10, 'D356 5(3)'],
  RESTRICT: [15, 20, 15, 'D356 5(2)'],
  OBJECT: [15, 20, 15, 'D356 5(2)'],
  ERASE: [20, 30, 20, 'D356 5(4)'],
  WITHDRAW_STORAGE: [20, 30, 20, 'D356 5(4)'],
  CLOSE_ACCOUNT: [20, 30, 20, 'D356 5(4)'],
} as const;

it.each(rights)('%s has the days that its article gives', (right) => {
  const [usual, throughProcessor, extension, article] = days[right];
  const asked = new Date('2026-11-01T00:00:00.000Z');
  const after = (count: number) => new Date(asked.getTime() + count * 86_400_000);
  expect(rightDue(right, asked, false)).toEqual(after(usual));
  expect(rightDue(right, asked, true)).toEqual(after(throughProcessor));
  expect(extendedDue({ right, dueAt: after(usual).toISOString() })).toEqual(after(usual + extension));
  expect(articleOf(right)).toBe(article);
});
