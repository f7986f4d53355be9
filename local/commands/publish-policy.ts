import { readFileSync } from 'node:fs';
import { DomainError } from '../../lambda/domain/errors.ts';
import { publishFirstVersion } from '../../lambda/domain/policy/publish-first-version.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { operatorId } from '../operator.ts';

// The operator's command: publishes the first version of the policy from a file, with the operator's own credentials and the
// table and key names of the stage in the environment. A second run changes nothing.

const [path] = process.argv.slice(2);
if (!path) {
  process.stderr.write('usage: npm run policy:first -- policy/first-version.json\n');
  process.exit(2);
}
const ports = wire();
try {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const version = await publishFirstVersion(ports, file, {
    id: operatorId(),
    requestId: ports.random.id(),
  });
  process.stdout.write(
    `Version ${version.version} of the policy is in force since ${version.effectiveAt}.\n`,
  );
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'ALREADY_PROVIDED') {
    process.stdout.write('There is a version of the policy already; nothing was changed.\n');
  } else {
    const where = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('\n');
    process.stderr.write(`The file is refused, nothing was changed.\n${where}\n`);
    process.exit(1);
  }
}
