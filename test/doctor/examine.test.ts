import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checksAnywhere, checksOfStage } from '../../local/doctor/checks.ts';
import { examine, isSound, wordsOf } from '../../local/doctor/examine.ts';
import { type Finding, fine, missing, notAsked } from '../../local/doctor/finding.ts';

const asked = (checks: Readonly<Record<string, () => Promise<Finding>>>) => examine(checks, undefined);

test('what is missing is said with how to mend it, and is not sound', async () => {
  const found = await asked({
    tables: async () => fine('they are there'),
    alarms: async () => missing('nobody is woken', 'aws sns subscribe'),
  });
  expect(wordsOf(found)).toBe(
    [
      'ok         tables: they are there',
      'MISSING    alarms: nobody is woken',
      '             aws sns subscribe',
      '',
      '1 ok, 1 MISSING',
      '',
    ].join('\n'),
  );
  expect(isSound(found)).toBe(false);
});

test('a check that fails is unknown, stops no other, and tells nothing of its message', async () => {
  const found = await asked({
    staff: async () => {
      throw Object.assign(new Error('no rights for somebody@example.com'), { name: 'AccessDeniedException' });
    },
    tables: async () => fine('they are there'),
  });
  expect(found.map(([, { state }]) => state)).toEqual(['UNKNOWN', 'FINE']);
  expect(found[0]?.[1].mend).toContain('credentials');
  expect(wordsOf(found)).not.toContain('somebody');
  expect(isSound(found)).toBe(false);
});

test('what was not asked is told, and does not count', async () => {
  const found = await asked({ mail: async () => notAsked('it shows in a mail', 'give one') });
  expect(isSound(found)).toBe(true);
  expect(wordsOf(found)).toContain('not asked  mail: it shows in a mail');
});

test('every check is made of a stage', () => {
  const files = globSync('local/doctor/checks/*.ts');
  expect(new Set(Object.values(checksOfStage)).size).toBe(files.length);
  for (const [name, check] of Object.entries(checksAnywhere))
    expect(checksOfStage[name as keyof typeof checksAnywhere]).toBe(check);
});
