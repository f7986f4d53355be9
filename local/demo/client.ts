import type { PersistedDocument } from './persisted-document.ts';

export interface ClientOptions {
  /** Where the API is; may be relative to the page. */
  readonly url: string;
  /** Asked anew for each operation; undefined for a visitor. */
  readonly accessToken: () => string | undefined;
  /** The language that messages come in. */
  readonly language: () => 'vi' | 'en';
  readonly fetch?: typeof fetch;
}

/** Sends an operation that the API knows by its hash. @throws Refusal */
export type Ask = <Result, Variables>(
  document: PersistedDocument<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

/** The whole operation was refused, or there was no answer: nothing that a field of a form could mend. */
export class Refusal extends Error {
  /** The API's `extensions.code`; `UNREACHABLE` without an answer, `UNREADABLE` for one that is none of the API's. */
  readonly code: string;
  /** What to tell the operator; undefined when the API did not answer. */
  readonly requestId: string | undefined;
  /** Seconds to wait before trying again. */
  readonly retryAfter: number | undefined;

  /** @param message in the caller's language when it comes from the API, else empty */
  constructor(code: string, message = '', details: { requestId?: unknown; retryAfter?: unknown } = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.requestId = typeof details.requestId === 'string' ? details.requestId : undefined;
    this.retryAfter = typeof details.retryAfter === 'number' ? details.retryAfter : undefined;
  }
}

/** A client of the API: persisted documents, the customer's token, answers typed by the document. */
export function createClient(options: ClientOptions): Ask {
  const send = options.fetch ?? fetch;
  return async <Result, Variables>(document: PersistedDocument<Result, Variables>, variables: Variables) => {
    const { hash, operationName } = document.__meta__;
    const token = options.accessToken();
    const request = {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
        'accept-language': options.language(),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ documentId: hash, operationName, variables }),
    };
    const answer = await send(options.url, request).catch(() => {
      throw new Refusal('UNREACHABLE');
    });
    return resultOf(await answer.json().catch(() => undefined)) as Result;
  };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { message?: string; extensions?: Record<string, unknown> }[];
}

/** What was asked for, whole; a part of it with errors counts as a refusal. */
function resultOf(answer: Answer | null | undefined): unknown {
  const error = answer?.errors?.[0];
  if (error) {
    const { code, requestId, retryAfter } = error.extensions ?? {};
    throw new Refusal(typeof code === 'string' ? code : 'UNREADABLE', error.message, {
      requestId,
      retryAfter,
    });
  }
  if (typeof answer?.data !== 'object' || answer.data === null) throw new Refusal('UNREADABLE');
  return answer.data;
}
