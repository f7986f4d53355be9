import { holdCauses, holdConfirmations, holdContactChannels } from '../lambda/domain/contact/email-hold.ts';
import { builder } from './builder.ts';

export const HoldCauseEnum = builder.enumType('HoldCause', {
  description:
    'Why requests from an address are stopped (P3.6). STAFF: somebody saw something. BURST: more authenticated requests in an hour than people write. CONTRADICTION: a request against a change just made. NEW_ORIGIN: a change of payment details from a network that the customer has used for less than 7 days, the first they ever used excepted.',
  values: holdCauses,
});
export const HoldStateEnum = builder.enumType('HoldState', {
  description: 'HELD until staff lift it: it never ends by itself.',
  values: ['HELD', 'LIFTED'] as const,
});
export const HoldContactChannelEnum = builder.enumType('HoldContactChannel', {
  description:
    'How the customer was reached: never by the address that is held. OTHER_VERIFIED_EMAIL: the new address of a change that staff helped with and a second one approved, confirmed before the hold. PHONE and POST: by what was on record for 7 days when the hold began, and was not set since.',
  values: holdContactChannels,
});
export const HoldConfirmationEnum = builder.enumType('HoldConfirmation', {
  description:
    'What the customer confirmed when reached. REQUESTS_ARE_NOT_MINE: they came from somebody else. NOT_REACHED stands alone.',
  values: holdConfirmations,
});
