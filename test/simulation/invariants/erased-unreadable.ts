import { type Invariant, rowsOf, text } from './left.ts';

/** Of whoever was erased whole no key is left, nor a row that holds anything sealed. */
export const erasedUnreadable: Invariant = (left) => {
  const keys = new Set(left.services.rows('keys').map((row) => text(row, 'pk')));
  return rowsOf(left, 'ERASURE').flatMap((erasure) => {
    const customer = text(erasure, 'customerId');
    const left_ = (erasure.left?.L ?? []) as unknown[];
    if (text(erasure, 'step') !== 'DONE')
      return [`the erasure of ${customer} stands at ${text(erasure, 'step')}`];
    if (left_.length > 0) return [];
    const sealed = left.services
      .rows('records')
      .filter(
        (row) => text(row, 'pk') === `CUS#${customer}` && Object.values(row).some((value) => 'B' in value),
      );
    return [
      ...(keys.has(customer) ? [`keys of ${customer} are left`] : []),
      ...sealed.map((row) => `${text(row, 'kind')} of ${customer} still holds something sealed`),
    ];
  });
};
