/**
 * Imports a bundle in this fresh process, has it answer one request, and says how many milliseconds both took together: passed, and of
 * a processor.
 */
import { pathToFileURL } from 'node:url';

const event = {
  httpMethod: 'POST',
  path: '/graphql',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify({ query: '{ __typename }' }),
  requestContext: { requestId: 'bench-request', identity: { sourceIp: '192.0.2.7' } },
};
const log = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const before = process.cpuUsage();
const start = performance.now();
const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href);
const { body } = await handler(event);
const elapsed = performance.now() - start;
const { user, system } = process.cpuUsage(before);
if (body !== '{"data":{"__typename":"Query"}}') throw new Error(`not the answer: ${body}`);
log(`${JSON.stringify({ elapsed, cpu: (user + system) / 1000 })}\n`);
// The connection to the table is kept alive.
process.exit();
