/**
 * `npm run bench:peers`: the product beside others that do the same work, in one run. Its peers are installed into this folder first. Ends with
 * an error when they answer other than the product.
 */
import { installApart } from '../../harness/install-apart.ts';

installApart(import.meta.dirname);
// As each of them is deployed: GraphQL leaves its checks for developers out.
process.env.NODE_ENV = 'production';
const { peerTables } = await import('./peer-tables.ts');
process.stdout.write(`\n${await peerTables()}\n`);
// Connections that are kept alive would hold the process.
process.exit();
