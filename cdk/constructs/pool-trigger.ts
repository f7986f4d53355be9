import { Aws } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { DeclaredFunction } from './declared-function.ts';

/** Lets a user pool, and no other caller, call a function as people sign in. The pool names the function itself. */
export function letPoolCall(fn: DeclaredFunction, pool: UserPool): void {
  fn.alias.addPermission('SignIn', {
    principal: new ServicePrincipal('cognito-idp.amazonaws.com'),
    sourceArn: pool.userPoolArn,
    sourceAccount: Aws.ACCOUNT_ID,
  });
}
