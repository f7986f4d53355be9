import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepFiles } from '../kept-files.ts';
import { machineClients } from '../oidc/clients.ts';
import { issueToken } from '../oidc/issue-token.ts';
import { signingKey } from '../oidc/keys.ts';
import { customerPeople, demoStaff } from '../oidc/people.ts';
import { whoseToken } from '../oidc/whose-token.ts';
import { localPorts } from '../ports.ts';
import { demoCustomers } from '../seed/people.ts';

// Prints a token of the local cloud: of one of the staff, a machine client, or a customer by user name.

const directory = join(import.meta.dirname, '..', '..', '.local', 'data', 'oidc');
const fail = (message: string, code: number) => {
  process.stderr.write(message);
  process.exitCode = code;
};
const known = `
  one of the staff       ${[...demoStaff.keys()].join(', ')}
  a machine client       ${machineClients()
    .map((client) => client.client_id)
    .join(', ')}
  a customer             ${demoCustomers.map(({ username }) => username).join(', ')}, or an account made on the sign-in page
  a new customer         any user name, with --customer
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { customer: { type: 'boolean' }, help: { type: 'boolean' } },
});
const [who, ...more] = positionals;
if (!who || more.length > 0 || values.help) {
  const usage = `usage: npm run token -- <who> [--customer]\n${known}`;
  if (values.help) process.stdout.write(usage);
  else fail(usage, 2);
} else if (!existsSync(directory)) {
  fail('The local cloud has no keys yet: run npm start first.\n', 1);
} else {
  const files = keepFiles(directory);
  const customers = customerPeople(demoCustomers, files).list();
  const request = whoseToken(who, values.customer ? 'anybody' : customers.map(({ username }) => username));
  if (request) {
    const key = await signingKey(request.issuer, files);
    const url = `http://127.0.0.1:${localPorts.oidc}`;
    process.stdout.write(`${await issueToken({ url, key }, request)}\n`);
  } else fail(`Nobody is called ${who}. There is:\n${known}`, 1);
}
