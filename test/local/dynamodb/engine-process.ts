/** A process that runs one engine and nothing else, for a test to kill: says its URL. */
import { startDynamoDb } from '../../../local/dynamodb/start.ts';

const [directory = '', engine] = process.argv.slice(2);
const { url } = await startDynamoDb({ directory, engine: engine === 'aws' ? 'aws' : 'embedded' });
console.log(url);
