import { expect, test } from 'vitest';
import { type ContactFacts, decideContact } from '../../../lambda/domain/contact/decide-contact.ts';
import { addressStates } from '../../../lambda/domain/ports/contact.ts';
import { dutyPurposes } from '../../../lambda/domain/purposes.ts';

const day = new Date('2026-03-02T04:00:00.000Z');
const confidential = ['INFORMATION_REQUEST', 'REQUEST_ANSWER', 'DISCLOSURE_NOTICE'];

/** What stands in the way of a duty's mail, told a second time: undefined when nothing does. */
function inTheWay(purpose: string, state: string, isHeld: boolean): string | undefined {
  if (purpose === 'EMAIL_VERIFICATION') return state === 'VERIFIED' ? 'ALREADY_VERIFIED' : undefined;
  if (['UNVERIFIED', 'BOUNCING', 'GIVEN_UP'].includes(state)) return `ADDRESS_${state}`;
  if (!confidential.includes(purpose)) return undefined;
  if (state === 'COMPLAINED') return 'ADDRESS_COMPLAINED';
  return isHeld ? 'ADDRESS_HELD' : undefined;
}

test.each(dutyPurposes)(
  'a mail of %s goes to each state of an address, held or not, as it is written down',
  (purpose) => {
    for (const addressState of addressStates)
      for (const isHeld of [true, false]) {
        const facts = { addressState, isHeld } as ContactFacts;
        const { allowed, reason, advertising } = decideContact(facts, purpose, 'EMAIL', day);
        const why = inTheWay(purpose, addressState, isHeld);
        expect([allowed, reason, advertising], `${addressState} ${isHeld}`).toEqual([
          why === undefined,
          why ?? 'DUTY',
          false,
        ]);
      }
  },
);

test('a confirmed address is asked again when it is to be confirmed anew', () => {
  const facts = { addressState: 'VERIFIED', isHeld: false, isConfirmationDue: true } as ContactFacts;
  expect(decideContact(facts, 'EMAIL_VERIFICATION', 'EMAIL', day)).toMatchObject({
    allowed: true,
    reason: 'DUTY',
  });
});
