import { CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, KeyAlgorithm } from 'aws-cdk-lib/aws-certificatemanager';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { bodyLimit, commonRules, createFirewall, rateLimit } from './constructs/firewall.ts';
import type { StageConfig } from './stage-config.ts';

/**
 * What CloudFront takes from us-east-1 alone: the site's certificate and the firewall that sees callers' own addresses.
 * The first deployment waits until the certificate's DNS record stands.
 */
export class EdgeStack extends Stack {
  readonly certificate: Certificate;
  readonly firewall: CfnWebACL;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, {
      stackName: `${config.namePrefix}-edge`,
      description: 'CloudFly Privacy: certificate and firewall of the site',
      env: { region: 'us-east-1' },
    });
    this.certificate = new Certificate(this, 'Certificate', {
      domainName: config.siteDomain,
      validation: CertificateValidation.fromDns(),
      keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
    });
    this.firewall = createFirewall(this, 'Firewall', {
      name: `${config.namePrefix}-site`,
      scope: 'CLOUDFRONT',
      rules: [rateLimit(config.requestsPerAddress), bodyLimit, ...commonRules],
    });
    // Across regions a strong reference would be a function of CDK's with rights of its own; a weak one is plain CloudFormation.
    CrossStackReferences.of(this.certificate).produce(ReferenceStrength.WEAK);
    CrossStackReferences.of(this.firewall).produce(ReferenceStrength.WEAK);
  }
}
