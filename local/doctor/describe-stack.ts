import { membersOf, textIn } from './read-xml.ts';
import { AwsFault, type SignedCalls } from './signed-calls.ts';

/** A deployed stack. */
export interface DescribedStack {
  /** As CloudFormation says it: `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly account: string;
  readonly isProtected: boolean;
  /** `IN_SYNC`, `DRIFTED`, or `NOT_CHECKED` where nobody had it looked for. */
  readonly drift: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A stack by its name, in the region of the calls; undefined when there is none. */
export async function describeStack(
  calls: Pick<SignedCalls, 'query'>,
  name: string,
): Promise<DescribedStack | undefined> {
  const answer = await calls
    .query('cloudformation', '2010-05-15', 'DescribeStacks', { StackName: name })
    .catch((error: unknown) => {
      // CloudFormation's word for a stack that there is not.
      if (error instanceof AwsFault && error.name === 'ValidationError') return undefined;
      throw error;
    });
  const [stack] = answer ? membersOf(answer, 'Stacks') : [];
  if (!stack) return undefined;
  return {
    status: textIn(stack, 'StackStatus') ?? 'UNKNOWN',
    account: textIn(stack, 'StackId')?.split(':')[4] ?? '',
    isProtected: textIn(stack, 'EnableTerminationProtection') === 'true',
    drift: textIn(stack, 'StackDriftStatus') ?? 'NOT_CHECKED',
    outputs: Object.fromEntries(
      membersOf(stack, 'Outputs').map((one) => [
        textIn(one, 'OutputKey') ?? '',
        textIn(one, 'OutputValue') ?? '',
      ]),
    ),
  };
}
