import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createApp, createStage } from './synthesized-stage.ts';

const assembly = createApp({ builtinCloudFormationValidation: false });
createStage(assembly, 'prod');
const stacks = assembly.synth().stacksRecursively;

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of a template
  readonly Properties?: any;
}
const resources = stacks.flatMap(({ stackName, templateFullPath }) =>
  Object.entries(
    (JSON.parse(readFileSync(templateFullPath, 'utf8')) as { Resources: Record<string, Resource> }).Resources,
  ).map(([id, resource]) => ({ where: `${stackName} ${id}`, ...resource })),
);

/** What holds something that no deployment can make again. */
const holding = [
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
];

describe('what holds something', () => {
  it.each(holding)('%s outlives its stack and its replacement', (type) => {
    const own = resources.filter(({ Type }) => Type === type);
    expect(own.length).toBeGreaterThan(0);
    for (const { where, DeletionPolicy, UpdateReplacePolicy } of own)
      expect([where, DeletionPolicy, UpdateReplacePolicy]).toEqual([where, 'Retain', 'Retain']);
  });

  it('is all of it listed: nothing else is kept but what the whole account writes logs of API Gateway with', () => {
    const others = resources.filter(
      ({ Type, DeletionPolicy }) => DeletionPolicy === 'Retain' && !holding.includes(Type),
    );
    expect(others.map(({ Type }) => Type).sort()).toEqual(['AWS::ApiGateway::Account', 'AWS::IAM::Role']);
  });

  it('is held apart in a stack that one call does not delete', () => {
    const [data] = stacks.filter(({ stackName }) => stackName.endsWith('-data'));
    expect(data?.terminationProtection).toBe(true);
    const elsewhere = resources.filter(
      ({ where, Type }) =>
        !where.startsWith('cloudfly-privacy-prod-data ') &&
        ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::Cognito::UserPool'].includes(Type),
    );
    expect(elsewhere).toEqual([]);
  });
});

it('everything that takes tags says whose it is, and of which stage', () => {
  const tagged = resources.filter(({ Properties }) => Properties?.Tags !== undefined);
  expect(tagged.length).toBeGreaterThan(30);
  // Most have a list; a few a map.
  const tagsOf = ({ Tags }: Resource['Properties']): Record<string, string> =>
    Array.isArray(Tags) ? Object.fromEntries(Tags.map((tag) => [tag.Key, tag.Value])) : Tags;
  for (const { where, Properties } of tagged)
    expect([where, tagsOf(Properties)]).toEqual([
      where,
      expect.objectContaining({ product: 'cloudfly-privacy', stage: 'prod' }),
    ]);
  const bare = holding.filter((type) => type !== 'AWS::Cognito::UserPool');
  for (const { where, Type, Properties } of resources)
    if (bare.includes(Type)) expect([where, Properties?.Tags !== undefined]).toEqual([where, true]);
});
