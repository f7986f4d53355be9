import { RemovalPolicy } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../stage-config.ts';

/** A header that CloudFront brings and the firewall of the API asks for. */
export interface OriginHeader {
  readonly name: string;
  /** Where the secret lies, for CloudFormation to resolve: the secret itself is in no template. */
  readonly value: string;
}

export function createOriginHeader(
  scope: Construct,
  id: string,
  config: StageConfig,
  storageKey: IKey,
): OriginHeader {
  const secret = new Secret(scope, id, {
    secretName: `${config.namePrefix}-origin`,
    description: 'Header that CloudFront brings and the firewall of the API asks for',
    // By its ARN, or CDK would add a wider statement to the key's policy than the one that is there.
    encryptionKey: Key.fromKeyArn(scope, `${id}Key`, storageKey.keyArn),
    generateSecretString: { passwordLength: 40, excludePunctuation: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acknowledge(
    secret,
    'It opens the way to a firewall, to no data; CloudFront and the firewall take a new one together, in a deployment.',
    'AwsSolutions-SMG4',
  );
  return { name: 'x-origin-secret', value: secret.secretValue.unsafeUnwrap() };
}
