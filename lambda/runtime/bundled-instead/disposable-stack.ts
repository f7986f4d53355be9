/** What Node has of its own, in place of `@whatwg-node/disposablestack`. */
export const { AsyncDisposableStack, DisposableStack, SuppressedError } = globalThis;

export const DisposableSymbols = { dispose: Symbol.dispose, asyncDispose: Symbol.asyncDispose };
