import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  type CfnUserPool,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { machineResourceServer, machineScopes, staffGroups } from '../../lambda/declared/sign-in.ts';
import { liveArn } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';

/** Nobody signs up by themselves, a password alone is never enough, and nobody removes the pool by mistake. */
const closedPool = {
  selfSignUpEnabled: false,
  signInAliases: { email: true },
  signInCaseSensitive: false,
  standardAttributes: { email: { required: true, mutable: true } },
  mfa: Mfa.REQUIRED,
  mfaSecondFactor: { sms: false, otp: true },
  passwordPolicy: {
    minLength: 14,
    requireLowercase: true,
    requireUppercase: true,
    requireDigits: true,
    requireSymbols: true,
    tempPasswordValidity: Duration.days(1),
  },
  accountRecovery: AccountRecovery.NONE,
  deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true },
  featurePlan: FeaturePlan.PLUS,
  standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/**
 * No way in but the page, or a machine's own secret. Where none is said, Cognito takes passwords at its API from whoever has a client's id, and
 * its tokens there may change the address that a user is known by.
 */
const noSignInOfItsOwn = { userSrp: false } as const;

/** Employees: their groups are their roles; they sign in on Cognito's page, with a code and PKCE, from GraphiQL alone. */
export class StaffPool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** Address of the sign-in page, without a trailing slash. */
  readonly signInUrl: string;

  /** @param signInKey what codes are encrypted under on their way to the function that sends them */
  constructor(scope: Construct, id: string, config: StageConfig, signInKey: Key) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', { ...closedPool, userPoolName: `${config.namePrefix}-staff` });
    // Cognito sends no mail of its own: all mail goes out by one way. CDK would tie this stack to the function's.
    (this.pool.node.defaultChild as CfnUserPool).lambdaConfig = {
      customEmailSender: { lambdaArn: liveArn(config, 'signInMail'), lambdaVersion: 'V1_0' },
      kmsKeyId: signInKey.keyArn,
      // The second version is the first that adds to access tokens.
      preTokenGenerationConfig: { lambdaArn: liveArn(config, 'staffToken'), lambdaVersion: 'V2_0' },
    };
    for (const [groupName, description] of Object.entries(staffGroups)) {
      new UserPoolGroup(this, groupName, { userPool: this.pool, groupName, description });
    }
    const page = `https://${config.siteDomain}/graphiql/`;
    this.client = this.pool.addClient('GraphiQL', {
      generateSecret: false,
      authFlows: noSignInOfItsOwn,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [page],
        logoutUrls: [page],
      },
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      refreshTokenValidity: Duration.hours(8),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    const domain = this.pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `${config.namePrefix}-staff` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.signInUrl = domain.baseUrl();
    new CfnManagedLoginBranding(this, 'SignInPage', {
      userPoolId: this.pool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }
}

/** CloudFly's own systems, in a pool without people: its tokens can never carry a role. */
export class MachinePool extends Construct {
  readonly pool: UserPool;
  readonly clients: readonly UserPoolClient[];
  /** Where a client gets its tokens. */
  readonly tokensUrl: string;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', { ...closedPool, userPoolName: `${config.namePrefix}-machines` });
    const scopes = new Map(
      Object.entries(machineScopes).map(([scopeName, scopeDescription]) => [
        scopeName,
        new ResourceServerScope({ scopeName, scopeDescription }),
      ]),
    );
    const server = this.pool.addResourceServer('Scopes', {
      identifier: machineResourceServer,
      scopes: [...scopes.values()],
    });
    this.clients = Object.entries(config.machineClients).map(([name, wanted]) =>
      this.pool.addClient(name, {
        generateSecret: true,
        authFlows: noSignInOfItsOwn,
        oAuth: {
          flows: { clientCredentials: true },
          scopes: wanted.map((scopeName) => {
            const found = scopes.get(scopeName);
            if (!found)
              throw new Error(`Machine client ${name} asks for a scope that is not declared: ${scopeName}.`);
            return OAuthScope.resourceServer(server, found);
          }),
        },
        accessTokenValidity: Duration.minutes(30),
        enableTokenRevocation: true,
      }),
    );
    const domain = this.pool.addDomain('Tokens', {
      cognitoDomain: { domainPrefix: `${config.namePrefix}-machines` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.tokensUrl = `${domain.baseUrl()}/oauth2/token`;
  }
}
