import { limits } from '../../declared/limits.ts';
import { isAtProcessor } from '../commitment/at-processor.ts';
import { law } from '../law.ts';
import type { Ports } from '../ports.ts';
import { dateAfter } from '../span.ts';
import type { Right, RightsRequest } from './rights-request.ts';

/** The clock of each right (D356 5). */
const clocks = {
  COPY: law.rights.COPY,
  RESTRICT: law.rights.RESTRICT,
  OBJECT: law.rights.RESTRICT,
  ERASE: law.rights.ERASE,
  WITHDRAW_STORAGE: law.rights.ERASE,
  CLOSE_ACCOUNT: law.rights.ERASE,
} as const satisfies Readonly<Record<Right, unknown>>;

/** The article that gives a right its days. */
export const articleOf = (right: Right): string => clocks[right].article;

/** When a right that is asked for at an instant is carried out at the latest; longer where a processor has the data, too. */
export function rightDue(right: Right, askedAt: Date, throughProcessor: boolean): Date {
  const { days, throughProcessor: more } = clocks[right];
  return dateAfter(askedAt, { days: throughProcessor ? more : days });
}

/** The same once it was extended. */
export const extendedDue = ({ right, dueAt }: Pick<RightsRequest, 'right' | 'dueAt'>): Date =>
  dateAfter(dueAt, { days: clocks[right].extension });

/** Whether a processor has, or is about to have, data of a customer: what was disclosed on its commitment (P6.6). The newest are looked at first. */
export async function wentToProcessor(
  deps: Pick<Ports, 'disclosures'>,
  customerId: string,
): Promise<boolean> {
  let after: string | undefined;
  for (;;) {
    const page = await deps.disclosures.pageOfCustomer(customerId, limits.pageSize, after);
    if (page.items.some(({ node }) => isAtProcessor(node))) return true;
    if (!page.hasNextPage || page.end === undefined) return false;
    after = page.end;
  }
}
