import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { staffGroups } from '../lambda/declared/sign-in.ts';
import { startCloud } from './cloud.ts';
import { forgetEnvironment, keepEnvironment } from './kept-environment.ts';
import { demoStaff } from './oidc/people.ts';
import { localPorts } from './ports.ts';
import { demoCustomers } from './seed/people.ts';
import { seed } from './seed/seed.ts';
import { buildSites, sitesOf } from './sites.ts';

const usage = `npm start [-- options]
  --fresh    forgets all data first
  --empty    loads no fictional customers
  --engine   aws | embedded: the DynamoDB engine; by default AWS's own where Java runs, else the embedded one
`;

const { values: options } = parseArgs({
  options: {
    fresh: { type: 'boolean' },
    empty: { type: 'boolean' },
    engine: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}

const say = (line = '') => process.stdout.write(`${line}\n`);
const began = Date.now();
const step = (what: string) => say(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${what}`);

try {
  const directory = join(import.meta.dirname, '..', '.local', 'data');
  if (options.fresh) rmSync(directory, { recursive: true, force: true });
  if (options.engine && options.engine !== 'aws' && options.engine !== 'embedded')
    throw new Error(`--engine is aws or embedded, not ${options.engine}.`);
  step('pages');
  const sites = buildSites();
  sites.catch(() => {});
  const cloud = await startCloud({
    directory,
    ports: localPorts,
    engine: (options.engine ?? 'auto') as 'auto',
    sites: sitesOf,
    redirects: { '/': '/demo/', '/inbox': `http://127.0.0.1:${localPorts.ses}/inbox` },
    demoCustomers,
    onProgress: step,
    onLog: (name, line) => {
      if (/"level":"(WARN|ERROR)"/.test(line)) say(`  ${name}  ${line}`);
    },
  });
  const end = async () => {
    say('\nStopping; data stay in .local/data.');
    forgetEnvironment();
    await cloud.stop();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  keepEnvironment(cloud.environment);
  await sites;
  step('first policy version and fictional customers');
  const { isNew, confirmed } = await seed(cloud, { customers: !options.empty });

  step('ready');
  say(`
CloudFly Privacy runs on this machine. ${cloud.dynamo.note}

  Sign up as a customer   ${cloud.url}/demo/
  Inbox of all mails      ${cloud.inboxUrl}
  Write to the product    ${cloud.smtp.host}:${cloud.smtp.port} (SMTP), or the forms of the inbox, to ${cloud.environment.SUPPORT_ADDRESS}
  GraphiQL for staff      ${cloud.url}/graphiql/
  GraphQL                 ${cloud.url}/graphql

Demo staff (choose one on the sign-in page; there is no password). What one wrote, another approves: hence the second persons.
${[...demoStaff].map(([name, role]) => `  ${name.padEnd(18)} ${staffGroups[role]}`).join('\n')}

A token for curl:    npm run token -- support
Existing customers:  npm run import -- customers.jsonl --local   (by .local/run/environment.json, which is yours alone to read)
Ctrl+C ends; data stay in .local/data (npm start -- --fresh forgets them).
`);
  await confirmed;
  if (isNew) step('the fictional customers have confirmed their addresses and have their services');
} catch (error) {
  say(`\nCould not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
