import type { Outcome } from '../functions/invocation.ts';
import { timedOut } from '../functions/invocation.ts';

/** What goes back over HTTP. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | string;
}

/** An answer of the gateway's own, in API Gateway's words. */
export const gatewayMessage = (status: number, message: string): GatewayResponse => ({
  status,
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify({ message }),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const headerValue = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/**
 * A function's outcome as an HTTP response: an error or a malformed answer gives 502, a timeout 504.
 * Both payload formats are read; under 2.0 an answer without `statusCode` is the body of a 200.
 */
export function toResponse(outcome: Outcome, format: '1.0' | '2.0'): GatewayResponse {
  if (outcome.error) {
    return outcome.error.errorType === timedOut
      ? gatewayMessage(504, 'Endpoint request timed out')
      : gatewayMessage(502, 'Internal server error');
  }
  const { result } = outcome;
  if (format === '2.0' && !(isRecord(result) && 'statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: [['Content-Type', 'application/json']], body };
  }
  if (!isRecord(result)) return gatewayMessage(502, 'Internal server error');
  const { statusCode, body, headers, multiValueHeaders, cookies, isBase64Encoded } = result;
  const wellFormed =
    Number.isInteger(statusCode) &&
    Number(statusCode) >= 200 &&
    Number(statusCode) < 600 &&
    (body === undefined || body === null || typeof body === 'string');
  if (!wellFormed) return gatewayMessage(502, 'Internal server error');

  const pairs: [string, string][] = [];
  const many = isRecord(multiValueHeaders) ? multiValueHeaders : {};
  for (const [name, values] of Object.entries(many)) {
    for (const value of Array.isArray(values) ? values : []) pairs.push([name, String(value)]);
  }
  for (const [name, value] of Object.entries(isRecord(headers) ? headers : {})) {
    if (headerValue(value) && !(name in many)) pairs.push([name, String(value)]);
  }
  for (const cookie of Array.isArray(cookies) ? cookies : []) pairs.push(['Set-Cookie', String(cookie)]);
  if (!pairs.some(([name]) => name.toLowerCase() === 'content-type')) {
    pairs.push(['Content-Type', 'application/json']);
  }
  const text = typeof body === 'string' ? body : '';
  return {
    status: Number(statusCode),
    headers: pairs,
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}
