import * as z from 'zod/mini';
import type { staffGroups } from '../../../lambda/declared/sign-in.ts';
import { describeStack } from '../describe-stack.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

const target = (operation: string) => `AWSCognitoIdentityProviderService.${operation}`;
const mfa = z.object({
  MfaConfiguration: z.optional(z.string()),
  SoftwareTokenMfaConfiguration: z.optional(z.object({ Enabled: z.optional(z.boolean()) })),
});
const members = z.object({
  Users: z.array(
    z.object({ Username: z.string(), Enabled: z.optional(z.boolean()), UserStatus: z.optional(z.string()) }),
  ),
});
const user = z.object({ UserMFASettingList: z.optional(z.array(z.string())) });

/** Two privacy officers: what one drafts or asks for, another approves. */
const needed = { role: 'privacy_officer', people: 2 } as const satisfies {
  role: keyof typeof staffGroups;
  people: number;
};

/** A second factor is demanded of everybody, and those who must be there have signed in with theirs. Names of people are not told. */
export const checkStaff: StageCheck = async ({ calls, config }) => {
  const stack = await describeStack(calls, `${config.namePrefix}-data`);
  const UserPoolId = stack?.outputs.StaffIssuer?.split('/').at(-1);
  if (!UserPoolId) return missing('there is no staff pool', `npx cdk deploy '${config.stage}/data'`);
  const demanded = await calls.json('cognito-idp', target('GetUserPoolMfaConfig'), { UserPoolId }, mfa);
  if (demanded.MfaConfiguration !== 'ON' || !demanded.SoftwareTokenMfaConfiguration?.Enabled)
    return missing('the staff pool does not demand a second factor', `npx cdk deploy '${config.stage}/data'`);
  const input = { UserPoolId, GroupName: needed.role, Limit: 60 };
  const { Users } = await calls.json('cognito-idp', target('ListUsersInGroup'), input, members);
  const active = Users.filter(({ Enabled, UserStatus }) => Enabled && UserStatus === 'CONFIRMED');
  const settings = await Promise.all(
    active.map(({ Username }) =>
      calls.json('cognito-idp', target('AdminGetUser'), { UserPoolId, Username }, user),
    ),
  );
  const ready = settings.filter((one) => one.UserMFASettingList?.includes('SOFTWARE_TOKEN_MFA')).length;
  return ready >= needed.people
    ? fine(`${ready} people of role ${needed.role} have signed in with a second factor`)
    : missing(
        `${ready} of ${needed.people} people of role ${needed.role} have signed in with a second factor (${Users.length} in the group)`,
        `docs/deploying.md, step 7: aws cognito-idp admin-create-user and admin-add-user-to-group --region ${config.region} --user-pool-id ${UserPoolId} --group-name ${needed.role}; then they sign in at https://${config.siteDomain}`,
      );
};
