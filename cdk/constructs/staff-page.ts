import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { repository } from '../bundle.ts';
import type { PageConfigFile } from '../graphiql/page-config.ts';
import { bucketName, logGroupName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';

/** Where the page lies, in the bucket and on the site. */
export const staffPagePath = 'graphiql';

/** A bucket of public files, readable through CloudFront alone. */
export function createPageBucket(scope: Construct, id: string, config: StageConfig): Bucket {
  const bucket = new Bucket(scope, id, {
    bucketName: bucketName(config, 'page'),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  acknowledge(
    bucket,
    'Holds the built page, which anyone may fetch; a log of who fetched it would be personal data for nothing.',
    'AwsSolutions-S1',
  );
  return bucket;
}

/**
 * Copies the built page and its configuration into the bucket.
 * @throws Error when the page was not built
 */
export function deployStaffPage(
  scope: Construct,
  id: string,
  props: {
    config: StageConfig;
    bucket: Bucket;
    distribution: Distribution;
    storageKey: IKey;
    /** Becomes `config.json` beside the page. */
    page: PageConfigFile;
  },
): void {
  const { config, bucket, distribution, page } = props;
  const directory = resolve(repository, config.staffPageDirectory);
  if (!existsSync(join(directory, 'index.html'))) {
    throw new Error(
      `There is no index.html in ${config.staffPageDirectory}: build the staff page first, with "npm run build:graphiql".`,
    );
  }
  const deployment = new BucketDeployment(scope, id, {
    sources: [Source.asset(directory), Source.jsonData('config.json', page)],
    destinationBucket: bucket as IBucket,
    destinationKeyPrefix: staffPagePath,
    distribution,
    distributionPaths: [`/${staffPagePath}/*`],
    cacheControl: [CacheControl.noCache()],
    logGroup: new LogGroup(scope, `${id}Log`, {
      logGroupName: logGroupName(config, 'page-deployment'),
      encryptionKey: props.storageKey,
      retention: config.logDays,
      removalPolicy: RemovalPolicy.RETAIN,
    }),
  });
  acknowledgeCopier(deployment, bucket);
}

/** The copier is CDK's own function, which runs during a deployment alone; its rights are CDK's to write. */
function acknowledgeCopier(deployment: BucketDeployment, bucket: Bucket): void {
  const stack = Stack.of(deployment);
  const bucketId = stack.getLogicalId(bucket.node.defaultChild as never);
  const assets = `arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-${stack.region}/*`;
  const copier = stack.node.children.find((child) => child.node.id.startsWith('Custom::CDKBucketDeployment'));
  if (!copier)
    throw new Error('CDK no longer deploys buckets by a function in the stack; review what it may do now.');
  acknowledge(
    copier,
    "CDK's own copier of public files: it runs during a deployment, and reaches the assets' and the page's bucket only.",
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    'AwsSolutions-IAM5[Action::s3:GetBucket*]',
    'AwsSolutions-IAM5[Action::s3:GetObject*]',
    'AwsSolutions-IAM5[Action::s3:List*]',
    'AwsSolutions-IAM5[Action::s3:Abort*]',
    'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
    `AwsSolutions-IAM5[Resource::${assets}]`,
    `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/*]`,
    'AwsSolutions-IAM5[Resource::*]',
    'AwsSolutions-L1',
    'Serverless-LambdaDLQ',
    'Serverless-LambdaLatestVersion',
    'Serverless-LambdaTracing',
  );
}
