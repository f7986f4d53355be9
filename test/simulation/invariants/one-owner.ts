import { type Invariant, rowsOf, text, texts } from './left.ts';

/** An address is confirmed for one customer at most, and the lookup names that one. */
export const oneOwner: Invariant = (left) => {
  const owners = new Map(
    rowsOf(left, 'EMAIL_OWNER').map((row) => [text(row, 'pk').replace('EML#', ''), text(row, 'ownerId')]),
  );
  const seen = new Map<string, string>();
  return rowsOf(left, 'CONTACT_STATE').flatMap((row) => {
    if (text(row, 'addressState') !== 'VERIFIED') return [];
    const customer = text(row, 'customerId');
    return texts(row, 'emailIndexes').flatMap((index) => {
      const other = seen.get(index);
      seen.set(index, customer);
      if (other !== undefined) return [`${other} and ${customer} have one address`];
      return owners.get(index) === customer
        ? []
        : [`the address of ${customer} is looked up as ${owners.get(index)}`];
    });
  });
};
