/** What Lambda says when a function fails: the body of a `FunctionError` answer. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The answer to one invocation: what the handler returned, as JSON would carry it, or why it did not. */
export type Outcome =
  | { readonly result: unknown; readonly error?: never }
  | { readonly error: FunctionError; readonly result?: never };

/** Calls a function with an event. Never rejects for a fault of the function. */
export type Invoke = (event: unknown) => Promise<Outcome>;

/** `errorType` of a function that outran its timeout, as Lambda names it. */
export const timedOut = 'Sandbox.Timedout';

/** Host → worker. The event travels as JSON, as it does to Lambda. */
export interface InvocationRequest {
  readonly eventJson: string;
  readonly requestId: string;
  /** Unix milliseconds at which the worker will be stopped. */
  readonly deadline: number;
}

/** Worker → host. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly requestId: string; readonly resultJson: string | undefined }
  | { readonly kind: 'failed'; readonly requestId: string | undefined; readonly error: FunctionError };

/** What a worker is started with. */
export interface WorkerStart {
  readonly bundlePath: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
}
