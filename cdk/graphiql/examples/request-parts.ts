/** Placeholders of variables that no answer is remembered for. */
export const ofList = 'customerId as the work list gives it';
export const reference = 'REQ-0123456789';
/** What is asked of a request that was acted upon. */
export const state = 'request {\n      reference\n      state\n      answerDueAt\n    }';

/** A page of requests that wait. */
export const workList = (name: string, filter: string, fields: string) => `query ${name} {
  requests(filter: ${filter}, first: 20) {
    nodes {
      reference
      customerId
      kind
      channel
      openedAt
      ${fields}
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`;
