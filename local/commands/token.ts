import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keepFiles } from '../kept-files.ts';
import { machineClients } from '../oidc/clients.ts';
import { issueToken } from '../oidc/issue-token.ts';
import { signingKey } from '../oidc/keys.ts';
import { type IssuerName, roles } from '../oidc/people.ts';
import { localPorts } from '../ports.ts';

// Prints a token of the local cloud: of a staff role, a machine client, or a customer by user name.

const clients = machineClients().map((client) => client.client_id);
const [who] = process.argv.slice(2);
const directory = join(import.meta.dirname, '..', '..', '.local', 'data', 'oidc');
const fail = (message: string, code: number) => {
  process.stderr.write(message);
  process.exit(code);
};
if (!who) {
  fail(
    `usage: npm run token -- <who>

  a role of the staff    ${roles.join(', ')}
  a machine client       ${clients.join(', ')}
  a customer             any user name, such as an.nguyen
`,
    2,
  );
} else if (!existsSync(directory)) {
  fail('The local cloud has no keys yet: run npm start first.\n', 1);
} else {
  const staff = (roles as readonly string[]).includes(who);
  const issuer: IssuerName = staff ? 'staff' : clients.includes(who) ? 'services' : 'customers';
  const key = await signingKey(issuer, keepFiles(directory));
  const url = `http://127.0.0.1:${localPorts.oidc}`;
  const token = await issueToken(
    { url, key },
    issuer === 'services' ? { issuer, clientId: who } : { issuer, username: who },
  );
  process.stdout.write(`${token}\n`);
}
