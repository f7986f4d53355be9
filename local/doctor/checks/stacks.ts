import { describeStack } from '../describe-stack.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** Data and app stand, as they were deployed and not changed by hand, and nobody removes the data by mistake. The edge is known by its certificate. */
export const checkStacks: StageCheck = async ({ calls, config }) => {
  for (const part of ['data', 'app'] as const) {
    const name = `${config.namePrefix}-${part}`;
    const stack = await describeStack(calls, name);
    if (!stack) return missing(`there is no stack ${name}`, `npx cdk deploy '${config.stage}/${part}'`);
    if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stack.status))
      return missing(
        `${name} is ${stack.status}`,
        `aws cloudformation describe-stack-events --region ${config.region} --stack-name ${name}, then deploy it again`,
      );
    if (stack.drift === 'DRIFTED')
      return missing(
        `${name} was changed by hand since it was deployed`,
        `aws cloudformation describe-stack-resource-drifts --region ${config.region} --stack-name ${name}, undo it, deploy again`,
      );
    if (part === 'data' && !stack.isProtected)
      return missing(
        `${name} can be deleted by one call`,
        `aws cloudformation update-termination-protection --region ${config.region} --stack-name ${name} --enable-termination-protection`,
      );
  }
  return fine('data and app are deployed whole, and the data cannot be deleted by one call');
};
