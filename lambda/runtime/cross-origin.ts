import type { GatewayRequest } from './gateway-event.ts';

const requestHeaders = 'authorization, content-type, accept-language, x-processing-purpose, x-reference';

/** Headers for the caller's origin; undefined when a browser calls from one that is not pinned. */
export function crossOriginHeaders(
  request: GatewayRequest,
  pinned: ReadonlySet<string>,
): Record<string, string> | undefined {
  const origin = request.headers.get('origin');
  if (origin === undefined) return {};
  if (!pinned.has(origin)) return undefined;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': requestHeaders,
    'access-control-expose-headers': 'x-request-id, retry-after',
    'access-control-max-age': '600',
    vary: 'origin',
  };
}
