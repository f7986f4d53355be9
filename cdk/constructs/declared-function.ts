import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  Code,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleFileName } from '../../lambda/declared/bundling.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { acknowledge } from '../acknowledge.ts';
import { type BundleFolder, notDeployed, repository } from '../bundle.ts';
import { logGroupName, roleName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';

export interface DeclaredFunctionProps {
  readonly name: FunctionName;
  readonly config: StageConfig;
  readonly storageKey: IKey;
  readonly bundleFolder: BundleFolder;
}

/**
 * A declared function with a role and a log group of its own, behind the alias `live`. It may nothing yet but log and trace:
 * `grants.ts` gives each permission together with the environment variable that goes with it.
 */
export class DeclaredFunction extends Construct {
  readonly declaration: FunctionDeclaration;
  readonly name: FunctionName;
  readonly role: Role;
  readonly logGroup: LogGroup;
  readonly function: LambdaFunction;
  /** The published version that is live, moved by a deployment. */
  readonly alias: Alias;
  /** The alias, as triggers take it. */
  readonly target: IFunction;

  constructor(
    scope: Construct,
    id: string,
    { name, config, storageKey, bundleFolder }: DeclaredFunctionProps,
  ) {
    super(scope, id);
    const declaration: FunctionDeclaration = functions[name];
    this.declaration = declaration;
    this.name = name;
    this.role = new Role(this, 'Role', {
      roleName: roleName(config, name),
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: declaration.purpose,
    });
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: logGroupName(config, name),
      encryptionKey: storageKey,
      retention: config.logDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.logGroup.grantWrite(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: `${config.namePrefix}-${name}`,
      description: declaration.purpose,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: `${bundleFileName.split('.')[0]}.handler`,
      code: this.#code(bundleFolder),
      role: this.role,
      timeout: Duration.seconds(declaration.timeoutSeconds),
      memorySize: declaration.memoryMb,
      reservedConcurrentExecutions: config.reservedConcurrency[name],
      tracing: Tracing.ACTIVE,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    // CDK's classes and interfaces disagree under exactOptionalPropertyTypes, here and wherever one is named "as" the other.
    const version = this.function.currentVersion as IVersion;
    this.alias = new Alias(this, 'Live', { aliasName: 'live', version });
    this.target = this.alias as IFunction;
    acknowledge(
      this.role,
      'X-Ray takes trace segments, and DynamoDB the listing of streams, on no resource but *: they write traces and read names of streams.',
      'AwsSolutions-IAM5[Resource::*]',
    );
    acknowledge(
      this.function,
      'Callers that wait are answered; what fails of streams and receipts lies whole in buckets, of events of mails in a queue, and the next run of a schedule does what the last one left.',
      'Serverless-LambdaDLQ',
    );
  }

  grant(...statements: readonly PolicyStatement[]): void {
    for (const statement of statements) this.role.addToPolicy(statement);
  }

  setEnvironment(variables: Readonly<Record<string, string>>): void {
    for (const [variable, value] of Object.entries(variables)) this.function.addEnvironment(variable, value);
  }

  /** As with CDK's own bundling, a command that does not need this stack's code (`cdk ls`) does not pay for it. */
  #code(bundleFolder: BundleFolder): Code {
    return Stack.of(this).bundlingRequired
      ? Code.fromAsset(bundleFolder(this.name), { exclude: notDeployed })
      : Code.fromAsset(`${repository}/lambda/declared`);
  }
}
