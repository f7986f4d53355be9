import { versionOutput } from '../../../cdk/names.ts';
import { uncommitted } from '../../../cdk/version.ts';
import { describeStack } from '../describe-stack.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** What runs is what this checkout is: every other check goes by the checkout. */
export const checkVersion: StageCheck = async ({ calls, config, version }) => {
  const { stage } = config;
  const deploy = `npx cdk deploy '${stage}/*' of a checkout of which everything is committed`;
  const stack = await describeStack(calls, `${config.namePrefix}-app`);
  if (!stack) return missing('there is no app stack', `npx cdk deploy '${stage}/app'`);
  const { [versionOutput]: running = '' } = stack.outputs;
  const [, commit] = running.split('+');
  if (!commit) return missing('nothing says which version is deployed', deploy);
  if (commit.endsWith(uncommitted))
    return missing(`${running} is deployed: nobody can tell what was changed beside that commit`, deploy);
  return running === version
    ? fine(`${running} is deployed, and this checkout is the same`)
    : missing(
        `${running} is deployed, and this checkout is ${version}: what is said here goes by the checkout`,
        `git checkout ${commit} && npm ci, and ask again; or npx cdk deploy '${stage}/*'`,
      );
};
