/**
 * Requests and responses of the shape that the web's have, as far as this product and Yoga use them: a method, an address, headers and
 * a text. Node's own would load its whole HTTP client (undici) at a cold start, which is its largest single part.
 */
export class PlainHeaders {
  readonly #values = new Map<string, string>();

  constructor(given: Readonly<Record<string, string>> = {}) {
    for (const [name, value] of Object.entries(given)) this.#values.set(name.toLowerCase(), value);
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }
}

interface PlainRequestInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

export class PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: PlainHeaders;

  constructor(url: string, { method, headers }: PlainRequestInit) {
    this.url = url;
    this.method = method;
    this.headers = new PlainHeaders(headers);
  }
}

/** What is read of a response. Node's own is one as well. */
export interface Answered {
  readonly status: number;
  readonly headers: Pick<PlainHeaders, 'get'>;
  text(): Promise<string>;
}

interface PlainResponseInit {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export class PlainResponse implements Answered {
  readonly status: number;
  readonly headers: PlainHeaders;
  readonly #body: string;

  constructor(body: string | null, { status = 200, headers }: PlainResponseInit = {}) {
    this.status = status;
    this.headers = new PlainHeaders(headers);
    this.#body = body ?? '';
  }

  async text(): Promise<string> {
    return this.#body;
  }
}
