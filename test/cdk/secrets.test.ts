import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../../cdk/bundle.ts';
import { stageConfig } from '../../cdk/config.ts';
import { stageNames } from '../../cdk/stage-config.ts';
import { secretsIn } from './secrets.ts';

// That the templates and manifests of every stage hold none is a part of `synth.test.ts`, which writes them all.

describe('a secret is found', () => {
  // In pieces, so that this file is not itself what it looks for.
  it.each([
    ['an account number', `arn:aws:iam::${'1234'.repeat(3)}:root`],
    ['an access key', `"id": "${'AKIA'}IOSFODNN7EXAMPLE"`],
    ['a secret key', `"value": "wJalrXUtnFEMI/K7MDENG/${'bPxRfiC9EXAMPLEKEY'}"`],
    ['a private key', `-----BEGIN ${'EC PRIVATE'} KEY-----`],
    ['a token', `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3ODkw'}.x`],
    ['a token of a code host or a chat', `ghp_${'a1B2c3'.repeat(6)}`],
    ['a token of a code host or a chat', `github_pat_${'a1B2c3_'.repeat(9)}`],
    ['a token of a code host or a chat', `glpat-${'a1-B2c3'.repeat(3)}`],
    ['a named secret', '"CLIENT_SECRET": "correct-horse-battery"'],
  ])('%s', (kind, text) => {
    expect(secretsIn(text)).toContain(kind);
  });

  it('and a hash, an id or where a secret lies is none', () => {
    const hash = '3eb79a1bf58e38fe305ac33e0df45da0138dbcf9d20e7d7c832ba98bc0d97769';
    for (const text of [
      `asset.${hash}.zip`,
      `123456789012${hash.slice(12)}`,
      '"GenerateSecret": true',
      '{{resolve:secretsmanager:one}}',
    ])
      expect(secretsIn(text), text).toEqual([]);
  });
});

describe('there is none', () => {
  it('in the context of the command line, which keeps what it looked up in an account', () => {
    expect(secretsIn(readFileSync(join(repository, 'cdk.json'), 'utf8'))).toEqual([]);
    expect(existsSync(join(repository, 'cdk.context.json'))).toBe(false);
  });

  it.each(stageNames)('in the settings of %s', (stage) => {
    expect(secretsIn(JSON.stringify(stageConfig(stage)))).toEqual([]);
    expect(stageConfig(stage)).not.toHaveProperty('account');
  });
});
