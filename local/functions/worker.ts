/** One instance of a function: runs in a worker thread, imports the bundle and calls its handler, one event at a time. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError, InvocationRequest, WorkerMessage, WorkerStart } from './invocation.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const start = workerData as WorkerStart;
const port = parentPort;
if (!port) throw new Error('Runs in a worker thread only');
const say = (message: WorkerMessage) => port.postMessage(message);

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}

function contextOf(request: InvocationRequest) {
  return {
    awsRequestId: request.requestId,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.functionArn,
    memoryLimitInMB: String(start.memoryMb),
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, request.deadline - Date.now()),
  };
}

async function answer(handler: Handler, request: InvocationRequest): Promise<void> {
  const { requestId } = request;
  try {
    const result = await handler(JSON.parse(request.eventJson), contextOf(request));
    say({ kind: 'done', requestId, resultJson: JSON.stringify(result) });
  } catch (error) {
    say({ kind: 'failed', requestId, error: describe(error) });
  }
}

// Node has read it; a function is to see what it is told, no more.
delete process.env.NODE_COMPILE_CACHE;
process.setSourceMapsEnabled(true);
try {
  const bundle = (await import(pathToFileURL(start.bundlePath).href)) as { handler?: unknown };
  if (typeof bundle.handler !== 'function') throw new Error('index.handler is undefined or not exported');
  const handler = bundle.handler as Handler;
  port.on('message', (request: InvocationRequest) => void answer(handler, request));
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', requestId: undefined, error: describe(error) });
}
