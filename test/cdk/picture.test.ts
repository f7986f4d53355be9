import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import type { Templates } from '../../cdk/picture/drawn.ts';
import { pictureOf } from '../../cdk/picture/picture.ts';
import type { stageNames } from '../../cdk/stage-config.ts';
import { createApp, createStage, synthesize } from './synthesized-stage.ts';

const templatesOf = (stage: (typeof stageNames)[number]): Templates => {
  const { data, edge, app } = synthesize(createStage(createApp(), stage));
  return [data, edge, app].map((template) => template.toJSON() as Templates[number]);
};
const written = readFileSync(new URL('../../docs/picture.md', import.meta.url), 'utf8');

describe('the picture', () => {
  it.each(['dev', 'prod'] as const)('is drawn from the templates of %s (npm run picture)', (stage) => {
    expect(pictureOf(templatesOf(stage))).toBe(written);
  });

  it('shows every function, and says what its role may do but for the two that touch no table', () => {
    const [calls = '', permissions = ''] = written.split('## What each function may do');
    for (const name of functionNames) expect(calls).toContain(`  ${name}["${name}"]`);
    for (const name of functionNames.filter((each) => each !== 'staffToken'))
      expect(permissions).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\w: `, 'm'));
    expect(calls.split('\n').length).toBeLessThan(70);
  });

  it('changes when a function may do more', () => {
    const templates = structuredClone(templatesOf('prod'));
    const policies = templates
      .flatMap(({ Resources }) => Object.values(Resources))
      .filter(({ Type }) => Type === 'AWS::IAM::Policy');
    const links = policies.find(({ Properties }) => Properties.Roles[0].Ref.startsWith('linksRole'));
    links?.Properties.PolicyDocument.Statement.push({
      Action: 'ses:SendRawEmail',
      Effect: 'Allow',
      Resource: '*',
    });
    expect(pictureOf(templates)).not.toBe(written);
  });
});
