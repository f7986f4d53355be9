/** `npm run picture`: draws `docs/picture.md` from the templates of a stage, without bundling its functions. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { repository } from '../bundle.ts';
import { stageConfig } from '../config.ts';
import { PrivacyStage } from '../privacy-stage.ts';
import { pictureOf } from './picture.ts';

const { context } = JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const staffPageDirectory = join(folder, 'page');
mkdirSync(staffPageDirectory);
writeFileSync(join(staffPageDirectory, 'index.html'), '');
const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] }, outdir: join(folder, 'out') });
const stage = new PrivacyStage(app, { ...stageConfig('prod'), staffPageDirectory }, () => {
  throw new Error('A picture needs no bundle.');
});
const templates = stage.synth().stacks.map(({ template }) => template);
rmSync(folder, { recursive: true });
writeFileSync(join(repository, 'docs/picture.md'), pictureOf(templates));
process.stdout.write('docs/picture.md\n');
