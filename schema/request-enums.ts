import {
  entryKinds,
  requestChannels,
  requestKinds,
  requestStates,
} from '../lambda/domain/request/request.ts';
import { builder } from './builder.ts';

export const RequestKindEnum = builder.enumType('RequestKind', {
  description: 'What a request is about.',
  values: requestKinds,
});
export const RequestStateEnum = builder.enumType('RequestState', {
  description:
    'OPEN until it is answered, and again when the customer writes again. QUARANTINED: it came from an address that is held (P3.6).',
  values: requestStates,
});
export const RequestChannelEnum = builder.enumType('RequestChannel', {
  description: 'How a request came. PHONE and CHAT were written down by staff.',
  values: requestChannels,
});
export const RequestEntryKindEnum = builder.enumType('RequestEntryKind', {
  description: 'MESSAGE of the customer, ANSWER of CloudFly, NOTE of staff for staff alone.',
  values: entryKinds,
});
