import type { ProcessingPurpose, StaffRole } from '../../../lambda/domain/access.ts';
import type { ErrorCode } from '../../../lambda/domain/errors.ts';

/** A query to begin with. Placeholders in `variables` are those of `fill-variables.ts`. */
export interface Example {
  readonly title: string;
  readonly role: StaffRole;
  readonly explanation: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly purpose?: ProcessingPurpose;
  readonly reference?: string;
  /** The code it is refused with before anything runs; left out when the role may run it. */
  readonly refused?: Extract<ErrorCode, 'FORBIDDEN' | 'ONE_CUSTOMER_AT_A_TIME' | 'PURPOSE_REQUIRED'>;
}

/** Customers, with some of their fields. */
export const maskedList = (name: string, fields: string) => `query ${name} {
  customers(first: 10) {
    nodes {
      id
      state
      addressState
      ${fields}
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`;

export const errors = `errors {
      code
      message
      path
    }`;

/** A mutation that takes one input. @param record what is asked of what it answers with */
export const act = (name: string, record: string) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return `mutation ${type}($input: ${type}Input!) {
  ${name}(input: $input) {
    ${record}
    ${errors}
  }
}`;
};
