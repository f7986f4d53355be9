/** One question to the API. */
export interface Asking {
  readonly token?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly operationName?: string;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by their paths in assertions
  readonly data: any;
  readonly errors: readonly { message: string; path?: string[]; extensions: Record<string, unknown> }[];
  readonly text: string;
  readonly headers: Headers;
}

/** Asks the API at an address; the words of every refusal go to `refusals`, for a later search. */
export async function askAt(
  url: string,
  query: string,
  asking: Asking,
  refusals: string[] = [],
): Promise<Answer> {
  const { token, variables, headers, operationName } = asking;
  const body = JSON.stringify({ query, variables, operationName });
  const sent = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers };
  return postAt(url, body, { 'accept-language': 'en', ...sent }, refusals);
}

/** The same with a body of the caller's own. */
export async function postAt(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
  refusals: string[] = [],
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as Partial<Answer>;
  const words = [...errors, ...userErrorsIn(data)];
  if (words.length > 0) refusals.push(JSON.stringify([words, [...response.headers]]));
  return { status: response.status, data, errors, text, headers: response.headers };
}

/** The `errors` lists of mutations' payloads. */
function userErrorsIn(data: unknown): readonly unknown[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    name === 'errors' && Array.isArray(value) ? value : userErrorsIn(value),
  );
}

/** Codes of the top-level errors. */
export const codesOf = (answer: Answer): readonly unknown[] =>
  answer.errors.map((error) => error.extensions.code);

/** Codes and paths of the only mutation's user errors, `CODE at path`. */
export function userErrors(answer: Answer): readonly string[] {
  const [payload] = Object.values((answer.data ?? {}) as Record<string, { errors?: UserErrorShape[] }>);
  if (!payload?.errors) throw new Error(`no payload, but ${codesOf(answer).join(', ') || 'nothing'}`);
  return payload.errors.map(({ code, path }) => `${code} at ${path.join('.')}`);
}
interface UserErrorShape {
  readonly code: string;
  readonly path: readonly string[];
}
