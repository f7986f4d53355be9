import { expect, test } from 'vitest';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import { environment } from '../../lambda/declared/environment.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { limits } from '../../lambda/declared/limits.ts';
import { metrics } from '../../lambda/declared/metrics.ts';
import { tables } from '../../lambda/declared/tables.ts';
import { classViews, dataClasses, rolePurposes, staffRoles } from '../../lambda/domain/access.ts';
import { contactReasons } from '../../lambda/domain/contact/contact-reasons.ts';
import { requestRefusals } from '../../schema/request-refusals.ts';
import { textOf } from './fences.ts';

/** Cells of the table rows of a page, without the code marks. */
const rowsOf = (page: string): readonly (readonly string[])[] =>
  [...textOf(page).matchAll(/^\| *(.*) *\|$/gm)].map(([, row = '']) =>
    row.split('|').map((cell) => cell.replaceAll('`', '').trim()),
  );

test('the limits told to frontend developers are those that hold', () => {
  const told = rowsOf('docs/frontend.md').flatMap(([name = '', number = '']) => {
    const limit = name.replace(' *', '');
    return limit in limits ? [[limit, Number(number)] as const] : [];
  });
  expect(told.length).toBeGreaterThan(10);
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(told.map(([limit]) => [limit, limits[limit as keyof typeof limits]])),
  );
});

test('frontend developers are told every code that a request can be refused with', () => {
  const text = textOf('docs/frontend.md');
  expect(Object.keys(requestRefusals).filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
});

test('the table of roles told to staff is the one that is enforced', () => {
  const told = rowsOf('docs/staff.md').filter(([role = '']) =>
    (staffRoles as readonly string[]).includes(role),
  );
  const enforced = staffRoles.map((role) => [
    role,
    ...dataClasses.map((dataClass) => classViews[dataClass][role] ?? '–'),
    rolePurposes[role].join(', ') || '–',
  ]);
  expect(told).toEqual(enforced);
});

test('staff are told every reason of the gate', () => {
  const told = new Set(rowsOf('docs/staff.md').map(([reason]) => reason));
  expect(contactReasons.filter((reason) => !told.has(reason))).toEqual([]);
});

test('staff are told their budgets as they are', () => {
  const text = textOf('docs/staff.md');
  expect(text).toContain(`${limits.clearReadsPerHour} customers an hour`);
  expect(text).toContain(`${limits.maskedReadsPerHour.toLocaleString('en')} customers an hour`);
});

test('operators are told every environment variable, function, metric and alarming log line', () => {
  const told = new Set(rowsOf('docs/operations.md').map(([name]) => name));
  const names = [
    ...Object.values(environment),
    ...[functions, metrics, alarmingLogLines].flatMap((all) => Object.keys(all)),
  ];
  expect(names.filter((name) => !told.has(name))).toEqual([]);
});

test('the architecture names every function, table and index', () => {
  const text = textOf('docs/architecture.md');
  const indexes = Object.values(tables).flatMap((table) => Object.keys(table.indexes));
  const names = [...Object.keys(functions), ...Object.keys(tables), ...indexes];
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
