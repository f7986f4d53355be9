/**
 * The AWS SDK's chain of credentials, cut to its first link, in place of `@aws-sdk/credential-provider-node`: Lambda gives a function its
 * role's credentials in the environment. What would read profiles, start programs, or ask a metadata service is not deployed.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
