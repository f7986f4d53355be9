import { CfnOutput, Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AppStack } from './app-stack.ts';
import type { BundleFolder } from './bundle.ts';
import { checkConfig } from './checked-config.ts';
import { DataStack } from './data-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { versionOutput } from './names.ts';
import type { StageConfig } from './stage-config.ts';

/** One whole product: its data, its edge and what runs. */
export class PrivacyStage extends Stage {
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly app: AppStack;

  /** @param version what is deployed, for whoever asks later; it changes no resource */
  constructor(scope: Construct, config: StageConfig, bundleFolder: BundleFolder, version?: string) {
    super(scope, config.stage, { env: { region: config.region } });
    this.data = new DataStack(this, 'data', config);
    this.edge = new EdgeStack(this, 'edge', config);
    this.app = new AppStack(this, 'app', { config, data: this.data, edge: this.edge, bundleFolder });
    if (version !== undefined) new CfnOutput(this.app, versionOutput, { value: version });
    checkConfig(this.app, config);
    Tags.of(this).add('product', 'cloudfly-privacy');
    Tags.of(this).add('stage', config.stage);
  }
}
