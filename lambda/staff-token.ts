import { readTokenRequest } from './runtime/read-token-request.ts';

/**
 * Puts the address of an employee, and whether they proved it is theirs, into the access token that Cognito is making for them: a test
 * mail of a campaign goes there. It changes nothing else of a token, and roles least of all.
 * @returns the event with what is to be added, as Cognito wants of every trigger
 * @throws TypeError for any other event; Cognito then makes no token
 */
export async function handler(event: unknown): Promise<unknown> {
  const { asked, email, isVerified } = readTokenRequest(event);
  const claims = email === undefined ? {} : { email, email_verified: isVerified };
  return {
    ...asked,
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } } },
  };
}
