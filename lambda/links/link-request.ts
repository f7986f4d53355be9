import * as z from 'zod/mini';
import { type Language, languages, type Origin } from '../domain/viewer.ts';

/** What the pages need to know of a request. */
export interface LinkRequest {
  readonly method: string;
  readonly purpose: string;
  readonly token: string;
  readonly language: Language;
  readonly origin: Origin;
  readonly requestId: string;
}

const names = z.nullish(z.record(z.string(), z.optional(z.string())));
const common = { pathParameters: names, headers: names, queryStringParameters: names };
const requestId = z.string();
const restEvent = z.object({
  ...common,
  httpMethod: z.string(),
  requestContext: z.object({ requestId, identity: z.object({ sourceIp: z.string() }) }),
});
const httpEvent = z.object({
  ...common,
  requestContext: z.object({
    requestId,
    http: z.object({ method: z.string(), sourceIp: z.string() }),
  }),
});

/** Reads an API Gateway proxy event of either payload format (1.0 or 2.0). @throws when it is neither: nothing else calls this function */
export function readLinkRequest(event: unknown): LinkRequest {
  const rest = z.safeParse(restEvent, event);
  if (rest.success) {
    const { httpMethod, requestContext } = rest.data;
    return requestOf(rest.data, httpMethod, requestContext.identity.sourceIp, requestContext.requestId);
  }
  const http = z.safeParse(httpEvent, event);
  if (!http.success) throw new TypeError('not an API Gateway event');
  const { requestContext } = http.data;
  return requestOf(
    http.data,
    requestContext.http.method,
    requestContext.http.sourceIp,
    requestContext.requestId,
  );
}

type Named = z.infer<typeof names>;

function requestOf(
  event: { pathParameters?: Named; headers?: Named; queryStringParameters?: Named },
  method: string,
  address: string,
  requestId: string,
): LinkRequest {
  const accepted = Object.entries(event.headers ?? {}).find(([name]) => /^accept-language$/i.test(name))?.[1];
  const asked = event.queryStringParameters?.lang;
  return {
    method: method.toUpperCase(),
    purpose: event.pathParameters?.purpose ?? '',
    token: event.pathParameters?.token ?? '',
    language: languages.find((language) => language === asked) ?? preferredLanguage(accepted),
    origin: { address },
    requestId,
  };
}

/** The best of the languages there are, by Accept-Language (RFC 9110 12.5.4); Vietnamese when none is asked for. */
export function preferredLanguage(header: string | undefined): Language {
  const ranked = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of ranked) {
    const found = languages.find((language) => language === tag);
    if (found) return found;
  }
  return 'vi';
}
