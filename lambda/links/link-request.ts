import { type Language, languages, type Origin } from '../domain/viewer.ts';
import { type GatewayEvent, readGatewayEvent } from '../runtime/gateway-event.ts';
import { preferredLanguage } from '../runtime/preferred-language.ts';
import { systemRandom } from '../runtime/random.ts';

/** What the pages need to know of a request. */
export interface LinkRequest {
  readonly method: string;
  readonly purpose: string;
  readonly token: string;
  readonly language: Language;
  /** Whether a mail program's own button sent it (RFC 8058), urlencoded or multipart. */
  readonly isOneClick: boolean;
  /** What was written into a form of the page, urlencoded; empty for any other type of body, and for one that no form of ours fills. */
  readonly form: URLSearchParams;
  readonly origin: Origin;
  readonly requestId: string;
}

/** Bytes of a form that are read. */
const longestForm = 4096;

function formIn(contentType: string | undefined, body: Buffer | undefined): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '');
  return new URLSearchParams(isForm && body && body.length <= longestForm ? body.toString('utf8') : '');
}

/** Reads an API Gateway proxy event of either payload format (1.0 or 2.0). @throws TypeError when it is neither */
export function readLinkRequest(event: GatewayEvent): LinkRequest {
  const { method, query, headers, pathParameters, body, origin, requestId } = readGatewayEvent(
    event,
    systemRandom.id,
  );
  const asked = query.get('lang');
  return {
    method,
    purpose: pathParameters.purpose ?? '',
    token: pathParameters.token ?? '',
    language:
      languages.find((language) => language === asked) ?? preferredLanguage(headers.get('accept-language')),
    isOneClick: body?.subarray(0, 2048).includes('List-Unsubscribe') ?? false,
    form: formIn(headers.get('content-type'), body),
    origin,
    requestId,
  };
}
