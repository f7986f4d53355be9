import type { StaffRole } from '../../../lambda/domain/access.ts';
import { act, type Example } from './example.ts';
import { ofList, reference, state, workList } from './request-parts.ts';

/** Addresses from which requests are stopped, and what waits for that (P3.6). */
export const holdWork = (role: StaffRole): readonly Example[] => [
  {
    role,
    title: 'Hold an address',
    explanation:
      'What arrives from it waits, and nothing is done on its word, until the customer is reached. Refusals are honoured all the same.',
    query: act('holdEmail', 'hold {\n      id\n      state\n      heldAt\n    }'),
    variables: {
      input: {
        idempotencyKey: '{key}',
        customerId: '{customer}',
        why: 'Two requests that contradict each other.',
      },
    },
  },
  {
    role,
    title: 'Addresses that are held',
    explanation: 'The longest first. None ends by itself: somebody has to reach the customer.',
    query: `query HeldAddresses {
  emailHolds(first: 20) {
    nodes {
      id
      customerId
      cause
      heldAt
      ageHours
      contacts {
        at
        channel
        confirmed
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
  },
  {
    role,
    title: 'Record a contact',
    explanation:
      'Any way but the address that is held: how, when, what was confirmed. An attempt that reached nobody is recorded, too.',
    query: act(
      'recordContact',
      'hold {\n      state\n      contacts {\n        at\n        channel\n        confirmed\n      }\n    }',
    ),
    variables: {
      input: {
        idempotencyKey: '{key}',
        customerId: '{customer}',
        id: 'id of the hold',
        channel: 'PHONE',
        at: '{now}',
        confirmed: ['IDENTITY', 'REQUESTS_ARE_NOT_MINE'],
        note: 'Called back on the number of the contract.',
      },
    },
  },
  {
    role,
    title: 'Lift a hold',
    explanation:
      'Once the customer confirmed who they are. What waits in quarantine goes on waiting for its decision.',
    query: act('releaseEmailHold', 'hold {\n      state\n      liftedAt\n    }'),
    variables: { input: { idempotencyKey: '{key}', customerId: '{customer}', id: 'id of the hold' } },
  },
  {
    role,
    title: 'Requests in quarantine',
    explanation: 'Each with its cause and since when. Its reference opens its own words, and nothing else.',
    query: workList(
      'RequestsInQuarantine',
      '{ state: QUARANTINED }',
      'isUnproven\n      quarantine {\n        cause\n        since\n      }',
    ),
  },
  {
    role,
    title: 'Release from quarantine',
    explanation: 'It is worked on like any other from now on. ADDRESS_HELD: the hold is lifted first.',
    query: act('releaseQuarantined', state),
    variables: { input: { idempotencyKey: '{key}', customerId: ofList, reference } },
  },
  {
    role,
    title: 'Discard from quarantine',
    explanation:
      'Nothing is done on it. The reason is for staff alone; the words stay readable under its own reference.',
    query: act('discardQuarantined', state),
    variables: {
      input: {
        idempotencyKey: '{key}',
        customerId: ofList,
        reference,
        reason: 'The customer did not write it.',
      },
    },
  },
];
