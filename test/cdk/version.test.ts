import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { PrivacyStage } from '../../cdk/privacy-stage.ts';
import { versionOf } from '../../cdk/version.ts';
import { createApp, createStage } from './synthesized-stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'version-'));
afterAll(() => rmSync(folder, { recursive: true }));
const git = (...given: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...given], {
    cwd: folder,
    stdio: 'pipe',
  }).toString();
const manifest = (more: object) =>
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '1.2.3', ...more }));

it('a checkout is called by its commit, and says when not everything is committed', () => {
  manifest({});
  // No checkout, nor within one.
  expect(versionOf(folder)).toBe('1.2.3');
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
  git('tag', '-am', 'first', 'v9');
  const commit = git('rev-parse', '--short=12', 'HEAD').trim();
  expect(versionOf(folder)).toBe(`1.2.3+${commit}`);
  manifest({ private: true });
  expect(versionOf(folder)).toBe(`1.2.3+${commit}-dirty`);
});

it('a deployment says its version in an output, and changes nothing else by it', () => {
  const plain = createStage(createApp(), 'dev');
  const config = { ...stageConfig('dev'), staffPageDirectory: folder };
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  const templateOf = (version: string) => {
    const stage = new PrivacyStage(createApp(), config, () => '', version);
    return Template.fromStack(stage.app).toJSON();
  };
  const [one, other] = [templateOf('1.2.3+aaaabbbbcccc'), templateOf('1.2.4+ddddeeeeffff')];
  expect(one.Outputs.Version).toEqual({ Value: '1.2.3+aaaabbbbcccc' });
  expect({ ...one, Outputs: { ...one.Outputs, Version: 0 } }).toEqual({
    ...other,
    Outputs: { ...other.Outputs, Version: 0 },
  });
  expect(Template.fromStack(plain.app).toJSON().Outputs).not.toHaveProperty('Version');
});
