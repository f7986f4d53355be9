import type { ProcessingPurpose } from '../../lambda/domain/access.ts';
import type { Language } from '../../lambda/domain/viewer.ts';
import { isOver, type Session } from './session.ts';

/** What each request carries beside the query. */
export interface RequestContext {
  readonly session: Session;
  readonly purpose: ProcessingPurpose | '';
  readonly reference: string;
  readonly language: Language;
}

export interface StaffFetcherOptions {
  readonly url: string;
  /** Asked anew for each request: the fetcher itself stays the same, so that the schema is read once. */
  readonly context: () => RequestContext;
  /** The token is no longer good. */
  readonly onSessionOver: () => void;
  readonly onCustomerSeen: (id: string) => void;
}

interface GraphQLRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}
interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

const sessionOver: GraphQLAnswer = {
  errors: [{ message: 'Your sign-in has ended. Sign in again, in the bar above; your tabs are kept.' }],
};

/** Headers of a request; purpose and reference are left out while they are empty. */
export function requestHeaders({
  session,
  purpose,
  reference,
  language,
}: RequestContext): Record<string, string> {
  return {
    accept: 'application/graphql-response+json, application/json',
    'content-type': 'application/json',
    authorization: `Bearer ${session.accessToken}`,
    'accept-language': language,
    ...(purpose && { 'x-processing-purpose': purpose }),
    ...(reference.trim() && { 'x-reference': reference.trim() }),
  };
}

/** Sends what GraphiQL asks, with the employee's token, purpose and reference. Nothing is sent once the token has expired. */
export function createStaffFetcher(options: StaffFetcherOptions) {
  return async ({ query, variables, operationName }: GraphQLRequest): Promise<GraphQLAnswer> => {
    const context = options.context();
    if (isOver(context.session)) {
      options.onSessionOver();
      return sessionOver;
    }
    const response = await fetch(options.url, {
      method: 'POST',
      headers: requestHeaders(context),
      body: JSON.stringify({ query, variables, operationName }),
      credentials: 'omit',
    });
    const answer = (await response.json().catch(() => undefined)) as GraphQLAnswer | undefined;
    if (answer === undefined || typeof answer !== 'object')
      return { errors: [{ message: `The API answered with status ${response.status} and no JSON.` }] };
    const refused = answer.errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
    if (response.status === 401 || refused) options.onSessionOver();
    const seen = fullestCustomer(answer.data);
    if (seen !== undefined) options.onCustomerSeen(seen);
    return answer;
  };
}

/** base64url of `Customer:`, with which the global id of each customer begins. */
const customerPrefix = 'Q3VzdG9tZXI6';

/** The customer of an answer of whom the most is known there; the first of several alike. Examples go on with this one. */
export function fullestCustomer(data: unknown): string | undefined {
  const seen: { id: string; gaps: number }[] = [];
  collectCustomers(data, seen);
  return seen.sort((a, b) => a.gaps - b.gaps)[0]?.id;
}

/** Gathers records that carry a customer's id. Answers how many values below are null. */
function collectCustomers(value: unknown, seen: { id: string; gaps: number }[]): number {
  if (value === null) return 1;
  if (typeof value !== 'object') return 0;
  const inner = Object.values(value);
  const place = seen.length;
  const gaps = inner.reduce((sum: number, one) => sum + collectCustomers(one, seen), 0);
  const id = inner.find((one) => typeof one === 'string' && one.startsWith(customerPrefix));
  if (typeof id === 'string') seen.splice(place, 0, { id, gaps });
  return gaps;
}
