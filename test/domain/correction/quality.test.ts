import { expect, it } from 'vitest';
import { personalFields } from '../../../lambda/domain/access.ts';
import { markedFields } from '../../../lambda/domain/correction/quality.ts';

it('may be marked: every field of a customer’s details, and not the numbers that CloudFly gave them itself', () => {
  expect([...markedFields, 'customerNumbers'].toSorted()).toEqual(Object.keys(personalFields).toSorted());
});
