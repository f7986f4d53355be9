import { CfnOutput, Stack } from 'aws-cdk-lib';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { configurationSetName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';

/** The sending domain with DKIM, and the configuration set that every mail goes through. */
export class OutgoingMail extends Construct {
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: configurationSetName(config),
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      sendingEnabled: true,
      // SES's own list would keep addresses in clear, past an erasure, and withhold what law has CloudFly send. Bounces and complaints close an
      // address by the product's own record of it.
      disableSuppressionList: true,
    });
    const identity = new EmailIdentity(this, 'Domain', {
      identity: Identity.domain(config.mailDomain),
      configurationSet: this.configurationSet,
      dkimSigning: true,
      feedbackForwarding: false,
      mailFromDomain: `bounce.${config.mailDomain}`,
    });
    for (const [index, { name, value }] of identity.dkimRecords.entries()) {
      // Of the stack, or CDK would add the construct and a digest to the names that people look for.
      new CfnOutput(Stack.of(this), `DkimName${index + 1}`, { value: name });
      new CfnOutput(Stack.of(this), `DkimValue${index + 1}`, { value });
    }
  }
}
