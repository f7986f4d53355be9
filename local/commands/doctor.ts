import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type StageName, stageNames } from '../../cdk/stage-config.ts';
import { checksAnywhere, checksOfStage } from '../doctor/checks.ts';
import { examine, isSound, wordsOf } from '../doctor/examine.ts';
import { localCloudOf } from '../doctor/local-cloud.ts';
import { stageOf } from '../doctor/stage.ts';
import { localEnvironment } from '../kept-environment.ts';

// The operator's command: looks whether everything stands that a deployment cannot bring by itself. It changes nothing, and reads no value.

const usage = `usage: npm run --silent doctor -- --stage dev|staging|prod [--received mail.eml]
       npm run --silent doctor -- --local
  --stage     looks at a stage in AWS, with the credentials in the environment
  --received  a mail of a campaign as it arrived, whole: are its unsubscribe headers signed?
  --local     looks at the local cloud that npm start runs, as far as it applies
Says what is missing and how to mend it; ends with 1 when something is.
`;

function end(message: string): never {
  process.stderr.write(message);
  process.exit(2);
}

function given() {
  const options = {
    stage: { type: 'string' },
    received: { type: 'string' },
    local: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch {
    // An option that there is not.
    return {};
  }
}

async function findings() {
  const { stage, received, local } = given();
  if (local) {
    const told = await localEnvironment();
    if (!told) end('The local cloud does not run: begin it with npm start, then try again.\n');
    return examine(checksAnywhere, localCloudOf(told));
  }
  if (!stage || !(stageNames as readonly string[]).includes(stage)) end(usage);
  const mail = received === undefined ? undefined : readFileSync(received);
  return examine(checksOfStage, stageOf(stage as StageName, mail));
}

const found = await findings();
process.stdout.write(wordsOf(found));
process.exitCode = isSound(found) ? 0 : 1;
