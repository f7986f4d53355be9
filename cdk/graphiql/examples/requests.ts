import type { StaffRole } from '../../../lambda/domain/access.ts';
import { act, type Example } from './example.ts';
import { ofList, reference, state, workList } from './request-parts.ts';

/** Requests, as those who answer them work through them, by page, mail, phone and chat. */
export const requestWork = (role: StaffRole): readonly Example[] => [
  {
    role,
    title: 'Requests that wait',
    explanation:
      'Those whose answer is due first, first: two working days. No words; a correspondent who is no customer has a `customerId`, too.',
    query: workList(
      'RequestsThatWait',
      '{ state: OPEN }',
      'answerDueAt\n      overdue\n      isUnproven\n      assignee',
    ),
  },
  {
    role,
    title: 'A request that came by mail',
    explanation:
      'Its words and the names of its files, under its own reference: put that into the bar, too. Nothing is done on the word of an unproven one.',
    query: `query RequestByMail($customerId: ID!, $reference: String!) {
  request(customerId: $customerId, reference: $reference) {
    state
    isUnproven
    entries {
      kind
      at
      author
      words
      isUnproven
      attachments {
        id
        name
        contentType
        bytes
        refused
      }
    }
  }
}`,
    variables: { customerId: ofList, reference },
    purpose: 'CUSTOMER_REQUEST',
    reference,
  },
  {
    role,
    title: 'A file that came with it',
    explanation:
      'One file at a time, in Base64. It may do harm: save it, and open it where nothing can be harmed.',
    query: `query AttachmentOfRequest($customerId: ID!, $reference: String!, $id: ID!) {
  request(customerId: $customerId, reference: $reference) {
    attachment(id: $id) {
      contentType
      bytes
      refused
      content
    }
  }
}`,
    variables: { customerId: ofList, reference, id: 'id of the file' },
    purpose: 'CUSTOMER_REQUEST',
    reference,
  },
  {
    role,
    title: 'Answer a request',
    explanation:
      'By mail, to a customer as to a correspondent who wrote from an address. The answer cannot be refused; put no personal value into it.',
    query: act('replyToRequest', state),
    variables: {
      input: {
        idempotencyKey: '{key}',
        customerId: ofList,
        reference,
        message: 'Máy chủ đã hoạt động trở lại.\n\nThe server is running again.',
      },
    },
  },
];
