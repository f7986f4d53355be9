import { describe, expect, it, test } from 'vitest';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { createApp, createStage, synthesize } from '../cdk/synthesized-stage.ts';
import { textOf } from './fences.ts';

const { app, data, edge } = synthesize(createStage(createApp(), 'prod'));
const deployed = JSON.stringify([app, data, edge].map((template) => template.toJSON()));
const prefix = 'cloudfly-privacy-prod';
/** Every name that a resource was given, and those of the stacks. */
const names = new Set([
  ...(deployed.match(/cloudfly-privacy-prod[-/][A-Za-z][\w-]*/g) ?? []),
  ...['data', 'edge', 'app'].map((part) => `${prefix}-${part}`),
]);

/** Names of a stage's resources in a text, in full or behind `$stage`, as `prod` has them. */
const namedIn = (text: string): readonly string[] => [
  ...[...text.matchAll(/(?:cloudfly-privacy-(?:dev|staging|prod)|\$stage)(-[A-Za-z][\w-]*)/g)].map(
    ([, rest]) => `${prefix}${rest}`,
  ),
  ...[
    ...text.matchAll(/\/(?:cloudfly-privacy-(?:dev|staging|prod)|\$stage)\/(?:\{([\w,]+)\}|(\w+))/g),
  ].flatMap(([, several, one = '']) => (several?.split(',') ?? [one]).map((group) => `${prefix}/${group}`)),
];

describe.each(['docs/operations.md', 'docs/deploying.md'])('%s', (page) => {
  it('names functions, tables, buckets, queues, keys and log groups that are deployed', () => {
    const named = namedIn(textOf(page)).filter((name) => !name.endsWith('-'));
    expect(named.length).toBeGreaterThan(0);
    expect([...new Set(named)].filter((name) => !names.has(name))).toEqual([]);
  });
});

it('a name that nothing has is found', () => {
  const text =
    'aws logs tail /$stage/{api,postman}; aws s3 ls s3://$stage-lost/ cloudfly-privacy-dev-records $stage-$table';
  expect(namedIn(text).filter((name) => !names.has(name))).toEqual([`${prefix}-lost`, `${prefix}/postman`]);
});

test('the outputs that people are sent to are there under these names', () => {
  const told = {
    app: ['SiteTarget', 'DkimName1', 'DkimValue3', 'MailExchanger', 'RuleSet'],
    data: ['StaffPoolId', 'MachinePoolId', 'MachineTokens'],
  };
  const text = textOf('docs/deploying.md');
  for (const name of [...told.app, ...told.data]) expect(text).toContain(`\`${name}\``);
  expect(Object.keys(app.toJSON().Outputs)).toEqual(expect.arrayContaining(told.app));
  expect(Object.keys(data.toJSON().Outputs)).toEqual(expect.arrayContaining(told.data));
});

test('the runbook looks through every function, for events that there are, and restores every stream of the records', () => {
  const text = textOf('docs/operations.md');
  const [, groups = ''] = /--log-group-names \/\$stage\/\{([\w,]+)\}/.exec(text) ?? [];
  expect(groups.split(',').sort()).toEqual(Object.keys(functions).sort());
  const known = Object.values(alarmingLogLines).map(({ event }) => event as string);
  const asked = [...text.matchAll(/\$\.event = "(\w+)"/g)].map(([, event = '']) => event);
  expect(asked.filter((event) => !known.includes(event))).toEqual([]);
  for (const [name, { event }] of Object.entries(alarmingLogLines))
    expect(event).toBe(name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`));
  const [, streamed = ''] = /^for function in ([\w ]+); do$/m.exec(text) ?? [];
  const ofRecords = Object.entries(functions as Readonly<Record<string, FunctionDeclaration>>)
    .filter(([, { stream }]) => stream?.table === 'records')
    .map(([name]) => name);
  expect(streamed.split(' ').sort()).toEqual(ofRecords.sort());
});
