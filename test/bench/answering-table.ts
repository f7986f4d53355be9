import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An endpoint that answers for DynamoDB at once: every table is there, and nothing is in it. So a start is measured, and no engine. */
export async function startAnsweringTable(): Promise<{
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const describes = String(request.headers['x-amz-target']).endsWith('.DescribeTable');
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(describes ? '{"Table":{"TableId":"one"}}' : '{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
