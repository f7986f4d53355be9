import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { repository } from '../../cdk/bundle.ts';
import { stageConfig } from '../../cdk/config.ts';
import { PrivacyStage } from '../../cdk/privacy-stage.ts';
import type { StageConfig, StageName } from '../../cdk/stage-config.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder until the test file is over. */
function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  return folder;
}

/** The context of `cdk.json`, as the CLI gives it. */
const flags = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8')).context;

/** A built staff page of one file. */
function builtPage(): string {
  const directory = temporaryFolder('page-');
  writeFileSync(join(directory, 'index.html'), '<!doctype html>');
  return directory;
}

/** An app whose functions are not bundled: their code is beside the point. */
export const createApp = (props: AppProps = {}): App =>
  new App({
    context: { ...flags(), 'aws:cdk:bundling-stacks': [] },
    outdir: temporaryFolder('cdk-'),
    analyticsReporting: false,
    ...props,
  });

const notBundled = (): string => {
  throw new Error('A test without bundling asked for a bundle.');
};

export function createStage(
  app: App,
  name: StageName = 'dev',
  changed: Partial<StageConfig> = {},
): PrivacyStage {
  const config = { ...stageConfig(name), staffPageDirectory: builtPage(), ...changed };
  return new PrivacyStage(app, config, notBundled);
}

export interface Synthesized {
  readonly data: Template;
  readonly edge: Template;
  readonly app: Template;
}

/** The three templates of a stage. */
export function synthesize(stage: PrivacyStage): Synthesized {
  return {
    data: Template.fromStack(stage.data),
    edge: Template.fromStack(stage.edge),
    app: Template.fromStack(stage.app),
  };
}

/** A resource as its template has it. */
export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes, and a wrong path fails its test
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string | readonly string[];
}

export const resourcesOf = (template: Template, type: string): Readonly<Record<string, TemplateResource>> =>
  template.findResources(type) as Record<string, TemplateResource>;

export const sorted = (values: readonly string[]): string[] => [...values].sort((a, b) => (a < b ? -1 : 1));
