import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingEntries } from '../../local/commands/complete-lock.ts';

it('the lock file has an entry for every platform: `npm ci` refuses it otherwise (mend with npm run lock)', () => {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
  expect(missingEntries(lock)).toEqual({});
});

it('an optional package without an entry is found, with what its name says of its platform', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/tool': {
        dev: true,
        optionalDependencies: { '@tool/linux-x64-musl': '1.2.3', known: '1.0.0' },
      },
      'node_modules/known': {},
    },
  };
  expect(missingEntries(lock)).toEqual({
    'node_modules/@tool/linux-x64-musl': {
      version: '1.2.3',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
  });
});
