import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { bundleOnce, repository } from './bundle.ts';
import { stageConfig } from './config.ts';
import { PrivacyStage } from './privacy-stage.ts';
import { rulePacks } from './rule-packs.ts';
import { stageNames } from './stage-config.ts';
import { versionOf } from './version.ts';

const app = new App();
Validations.of(app).addPlugins(...rulePacks(app));
const bundleFolder = bundleOnce(join(repository, 'dist/functions'));
const version = versionOf(repository);
for (const stage of stageNames) new PrivacyStage(app, stageConfig(stage), bundleFolder, version);
app.synth();
