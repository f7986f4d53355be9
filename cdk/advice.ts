import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { repository } from './bundle.ts';
import { stageConfig } from './config.ts';
import { PrivacyStage } from './privacy-stage.ts';
import { advisoryPacks } from './rule-packs.ts';

// `npm run advice`: what the advisory packs say of production, without an account and without a network. It fails nothing.

const directory = mkdtempSync(join(tmpdir(), 'advice-'));
try {
  const page = join(directory, 'page');
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  const app = new App({
    analyticsReporting: false,
    outdir: join(directory, 'out'),
    // The command line gives these; no code is looked at, so none is bundled.
    context: {
      ...JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8')).context,
      'aws:cdk:bundling-stacks': [],
    },
  });
  const config = { ...stageConfig('prod'), staffPageDirectory: page };
  new PrivacyStage(app, config, () => page).synth();
  for (const pack of advisoryPacks(app)) {
    const { violations } = pack.validateScope(app);
    process.stdout.write(`${pack.name}: ${violations.length} rules\n`);
    for (const { ruleName, violatingResources } of violations) {
      const paths = violatingResources.map(({ constructPath = '' }) => constructPath.replace(/^prod\//, ''));
      process.stdout.write(`  ${ruleName}\n${paths.map((path) => `    ${path}\n`).join('')}`);
    }
  }
  process.stdout.write('Why each of them is left: docs/cloud-rules.md\n');
} finally {
  rmSync(directory, { recursive: true });
}
