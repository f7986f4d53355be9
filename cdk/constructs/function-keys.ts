import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { encryptionContext, type FunctionKeyId, functionKeys } from '../../lambda/declared/function-keys.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { functionNames, roleArn } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';

/** What an administrator may do with a key: keep it, never use it. Written out, so that no new action slips in. */
const keyAdministration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  // Not a secret: anchors and receipts can be checked outside with it.
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

export const administeredByAccount = () =>
  new PolicyStatement({
    sid: 'Administration',
    principals: [new AccountRootPrincipal()],
    actions: keyAdministration,
    resources: ['*'],
  });

/** Cognito lets itself encrypt with the key. Which pool it is for cannot be said: pool and key would each wait for the other. */
const usableByUserPools = (config: StageConfig) =>
  new PolicyStatement({
    sid: 'Cognito',
    principals: [new ServicePrincipal('cognito-idp.amazonaws.com')],
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: {
        'aws:SourceArn': `arn:${Aws.PARTITION}:cognito-idp:${config.region}:${Aws.ACCOUNT_ID}:userpool/*`,
      },
    },
  });

const declared: Readonly<Record<string, FunctionDeclaration>> = functions;

/** The actions a function needs on a key, by its declaration; none: it may not use the key. */
export function keyActions(declaration: FunctionDeclaration, id: FunctionKeyId): readonly string[] {
  switch (id) {
    case 'index':
      if (!declaration.index) return [];
      return declaration.createsKeys ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
    case 'audit':
      return declaration.tables.audit ? ['kms:Decrypt', 'kms:GenerateDataKey'] : [];
    case 'anchor':
      return (declaration.anchor ?? []).map((use) => (use === 'sign' ? 'kms:Sign' : 'kms:Verify'));
    case 'refusalLinks':
      // Whoever makes the first link makes the key, and it stays: links never expire.
      return declaration.refusalLinks ? ['kms:Decrypt', 'kms:GenerateDataKey'] : [];
    case 'signIn':
      return declaration.signInCodes ? ['kms:Decrypt'] : [];
    case 'receipts':
      return declaration.signs ? ['kms:Sign', 'kms:GetPublicKey'] : [];
    default:
      if (!declaration.classes.includes(id)) return [];
      return declaration.createsKeys ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
  }
}

/** The encryption context that must come with a call, as condition keys; a signature has none. */
export const contextCondition = (id: FunctionKeyId): Record<string, string> =>
  Object.fromEntries(
    Object.entries(encryptionContext(id)).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
  );

/**
 * The declared keys: one per class of data, and one for each other purpose. Each key's own policy names the roles that may use
 * it and the context they must give: an administrator's wide role does not read customers.
 */
export class FunctionKeys extends Construct {
  readonly byId: Readonly<Record<FunctionKeyId, Key>>;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.byId = Object.fromEntries(
      (Object.keys(functionKeys) as FunctionKeyId[]).map((keyId) => [keyId, this.#key(keyId, config)]),
    ) as Record<FunctionKeyId, Key>;
  }

  #key(id: FunctionKeyId, config: StageConfig): Key {
    const signs = id === 'anchor' || id === 'receipts';
    return new Key(this, id, {
      description: `${config.namePrefix}: ${functionKeys[id].purpose}`,
      alias: `${config.namePrefix}-${id}`,
      ...(signs
        ? { keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY }
        : { enableKeyRotation: true }),
      policy: new PolicyDocument({
        statements: [
          administeredByAccount(),
          ...this.#use(id, config),
          ...(id === 'signIn' ? [usableByUserPools(config)] : []),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** One statement per set of actions: roles that share it stand together. */
  #use(id: FunctionKeyId, config: StageConfig): PolicyStatement[] {
    const roles = new Map<string, string[]>();
    for (const name of functionNames) {
      const actions = keyActions(declared[name] as FunctionDeclaration, id).join(' ');
      if (actions) roles.set(actions, [...(roles.get(actions) ?? []), roleArn(config, name)]);
    }
    const context = contextCondition(id);
    return [...roles].map(
      ([actions, arns], index) =>
        new PolicyStatement({
          sid: `Use${index + 1}`,
          principals: [new AccountRootPrincipal()],
          actions: actions.split(' '),
          resources: ['*'],
          conditions: {
            StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID, ...context },
            ArnEquals: { 'aws:PrincipalArn': arns },
          },
        }),
    );
  }
}
