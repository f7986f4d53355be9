/**
 * What Node has of its own, in place of `@whatwg-node/fetch`: that package brings a second implementation of each for old runtimes, with
 * parsers of forms and of URL patterns, and none of it is needed on Node 24.
 */
export const {
  AbortController,
  Blob,
  CompressionStream,
  DecompressionStream,
  File,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  TransformStream,
  URL,
  URLPattern,
  URLSearchParams,
  WritableStream,
  btoa,
  crypto,
  fetch,
} = globalThis;
