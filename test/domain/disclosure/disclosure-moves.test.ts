import { expect, it } from 'vitest';
import { type Disclosure, disclosureStates } from '../../../lambda/domain/disclosure/disclosure.ts';
import { hasEnded, moved } from '../../../lambda/domain/disclosure/disclosure-moves.ts';

const allowed = [
  'OPENED VERIFIED',
  'OPENED REJECTED',
  'OPENED EXPIRED',
  'VERIFIED APPROVED',
  'VERIFIED REJECTED',
  'VERIFIED EXPIRED',
  'APPROVED SEALED',
  'APPROVED REVOKED',
  'APPROVED VERIFIED',
  'SEALED COLLECTED',
  'SEALED REVOKED',
  'SEALED EXPIRED',
  'SEALED VERIFIED',
];

it('becomes what it may become, in its next version, and nothing else', () => {
  for (const state of disclosureStates)
    for (const to of disclosureStates) {
      const before = { state, version: 3 } as Disclosure;
      const move = () => moved(before, to, { handedOutAt: 'x' });
      if (allowed.includes(`${state} ${to}`))
        expect(move()).toEqual({ state: to, version: 4, handedOutAt: 'x' });
      else expect(move, `${state} ${to}`).toThrow('WRONG_STATE');
    }
});

it('has ended when it can become nothing more', () => {
  expect(disclosureStates.filter((state) => hasEnded({ state }))).toEqual([
    'COLLECTED',
    'REJECTED',
    'REVOKED',
    'EXPIRED',
  ]);
});
