import type { Cloud } from '../cloud.ts';

/** One GraphQL call. @throws Error with the codes when it was refused. */
export async function call<T>(
  cloud: Pick<Cloud, 'url'>,
  token: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const response = await fetch(`${cloud.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: T;
    errors?: { extensions?: { code?: string } }[];
  };
  if (errors || !data)
    throw new Error(`refused: ${errors?.map((error) => error.extensions?.code).join(', ')}`);
  return data;
}

/** What a mutation says of an input that it refused. */
export interface Done {
  readonly errors: readonly { readonly code: string; readonly path: readonly string[] }[];
}

/** @throws Error that names the fictional customer, the code and the path */
export function mustBeDone(username: string, { errors: [error] }: Done): void {
  if (error) throw new Error(`${username} could not be loaded: ${error.code} at ${error.path.join('.')}`);
}
