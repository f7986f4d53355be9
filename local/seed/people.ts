import people from './people.json' with { type: 'json' };

/** Fictional customers. Any likeness to a person, an address or a number in use is chance. */
export interface FictionalCustomer {
  readonly username: string;
  readonly kind: string;
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly address?: { readonly line: string; readonly ward?: string; readonly province: string };
  readonly dateOfBirth?: string;
  readonly language: string;
  /** Purposes for which mail was agreed to. */
  readonly consents: readonly string[];
  /** Confirms the address by its link. */
  readonly verifies: boolean;
  readonly payment?: Readonly<Record<string, unknown>>;
  /** Number in the billing system. */
  readonly customerNumber?: string;
  /** Products of running services; whoever has one has a number. */
  readonly products?: readonly string[];
}

export const fictionalCustomers: readonly FictionalCustomer[] = people;

/** Those offered on the sign-in page, beside new accounts. */
export const demoCustomers = fictionalCustomers.map(({ username, name }) => ({ username, name }));
