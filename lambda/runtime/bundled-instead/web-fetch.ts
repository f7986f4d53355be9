/**
 * What Yoga needs of the web, in place of `@whatwg-node/fetch`: that package brings a second implementation of each for old runtimes,
 * and Node's own `Request`, `Response` and `Headers` load all of undici. Nothing here reads forms, streams or another server.
 */
export {
  PlainHeaders as Headers,
  PlainRequest as Request,
  PlainResponse as Response,
} from '../plain-messages.ts';

export const { TextEncoder, URL, URLPattern, URLSearchParams } = globalThis;
