import { expect, test } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import { limits } from '../../lambda/declared/limits.ts';
import { createApp, createStage, resourcesOf, synthesize } from '../cdk/synthesized-stage.ts';
import { pages, textOf } from './fences.ts';

/** Rows of the tables of a page, by their first cell without code marks. */
const rowsIn = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...text.matchAll(/^\| *(.*) *\|$/gm)].map(([, row = '']) => {
      const [name = '', ...cells] = row.split(' | ').map((cell) => cell.trim());
      return [name.replaceAll('`', ''), cells];
    }),
  );
const runbook = rowsIn(textOf('docs/operations.md'));

const kebab = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
const logLines = new Map(Object.keys(alarmingLogLines).map((name) => [kebab(name), name]));
/** The entry of an alarm: its own name, its log line, or what it says of every function. */
function entryOf(alarm: string): string {
  const [fn] = functionNames.filter((name) => alarm.startsWith(`${name}-`));
  return logLines.get(alarm) ?? (runbook.has(alarm) || !fn ? alarm : alarm.replace(fn, '<function>'));
}

test('every alarm that is deployed has its meaning and its remedy in the runbook', () => {
  const { app } = synthesize(createStage(createApp(), 'prod'));
  const alarms = Object.values(resourcesOf(app, 'AWS::CloudWatch::Alarm')).map(({ Properties }) =>
    String(Properties.AlarmName).replace('cloudfly-privacy-prod-', ''),
  );
  expect(alarms.length).toBeGreaterThan(40);
  const without = alarms.filter((alarm) => {
    const [meaning = '', remedy = ''] = runbook.get(entryOf(alarm)) ?? [];
    return meaning.length < 10 || remedy.length < 20;
  });
  expect(without).toEqual([]);
});

test('an alarm without an entry is found', () => {
  expect(runbook.get(entryOf('disk-full'))).toBeUndefined();
  expect(runbook.get(entryOf('api-hungry'))).toBeUndefined();
});

test('the limits told to operators are those that hold', () => {
  const told = [...runbook].flatMap(([name, [number]]) => (name in limits ? [[name, Number(number)]] : []));
  expect(told.length).toBeGreaterThan(15);
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(told.map(([name]) => [name, limits[name as keyof typeof limits]])),
  );
});

/** Names that headings get in links, as GitHub makes them. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

test.each(['docs/deploying.md', 'docs/law.md', 'docs/operations.md'])(
  '%s leads to headings that there are',
  (page) => {
    const links = [...textOf(page).matchAll(/\]\(([\w./-]*)#([^)]+)\)/g)];
    expect(links.length).toBeGreaterThan(3);
    const lost = links.flatMap(([, file = '', anchor = '']) => {
      const target = file === '' ? page : `docs/${file}`;
      // Whether there is such a page is asked elsewhere.
      return !pages.includes(target) || anchorsOf(textOf(target)).includes(anchor)
        ? []
        : [`${target}#${anchor}`];
    });
    expect(lost).toEqual([]);
  },
);
