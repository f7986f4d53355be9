import { describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { canary } from '../harness/cloud.ts';

describe('the environment', () => {
  it('names a variable that is missing when it is used, not before', () => {
    const env = readEnvironment({ TABLE_KEYS: '' });
    expect(() => env.text('tableRecords')).toThrow('TABLE_RECORDS is not set');
    expect(() => env.text('tableKeys')).toThrow('TABLE_KEYS is not set');
    expect(env.optional('mailConfigurationSet')).toBeUndefined();
    expect(env.issuers()).toEqual({ staff: undefined, customer: undefined, service: undefined });
    expect(env.allowedOrigins()).toEqual([]);
  });

  it('reads numbers, and says which is none', () => {
    expect(readEnvironment({}).requestsPerMinute()).toBe(limits.requestsPerMinute);
    expect(readEnvironment({ REQUESTS_PER_MINUTE: '7' }).requestsPerMinute()).toBe(7);
    for (const value of ['0', '-1', '1.5', 'many', 'Infinity'])
      expect(() => readEnvironment({ CLEAR_READS_PER_HOUR: value }).clearReadsPerHour()).toThrow(
        'CLEAR_READS_PER_HOUR',
      );
  });

  it('is shut unless it says open: introspection, references, origins', () => {
    expect(readEnvironment({}).introspection()).toBe('staff');
    expect(readEnvironment({ INTROSPECTION: 'Everyone' }).introspection()).toBe('staff');
    expect(readEnvironment({ INTROSPECTION: 'everyone' }).introspection()).toBe('everyone');
    for (const text of ['', 'SUP-1', '*'])
      expect(readEnvironment({}).referencePattern().test(text)).toBe(false);
    expect(
      readEnvironment({ ALLOWED_ORIGINS: ' https://a.example ,,https://b.example' }).allowedOrigins(),
    ).toEqual(['https://a.example', 'https://b.example']);
  });

  it('holds a whole reference to its pattern', () => {
    const pattern = readEnvironment({ REFERENCE_PATTERN: 'SUP-[0-9]+|BIL-[0-9]+' }).referencePattern();
    expect(['SUP-1', 'BIL-22'].every((text) => pattern.test(text))).toBe(true);
    for (const text of ['xSUP-1', 'SUP-1 or 1=1', 'BIL-2x', 'SUP-1\n'])
      expect(pattern.test(text), text).toBe(false);
  });

  it('names a variable that cannot be read, never what it holds', () => {
    const secret = canary();
    for (const value of [secret, `{"issuer":"${secret}"}`, `{"issuer":1,"clientIds":["${secret}"]}`, 'null'])
      expect(() => readEnvironment({ STAFF_ISSUER: value }).issuers()).toThrow(
        expect.objectContaining({
          message: 'the environment variable STAFF_ISSUER is not {"issuer","clientIds"} as JSON',
        }),
      );
  });

  it('knows who sends whole or not at all', () => {
    const sender = {
      name: 'CloudFly',
      country: 'VN',
      site: 'https://a.example',
      email: 'b@a.example',
      policyUrl: 'https://a.example/p',
    };
    expect(readEnvironment({ MAIL_SENDER: JSON.stringify(sender) }).mailSender()).toEqual(sender);
    expect(() => readEnvironment({}).mailSender()).toThrow('MAIL_SENDER is not set');
    const secret = canary();
    for (const value of [secret, JSON.stringify({ ...sender, email: 1, name: secret }), 'null'])
      expect(() => readEnvironment({ MAIL_SENDER: value }).mailSender()).toThrow(
        expect.objectContaining({
          message:
            'the environment variable MAIL_SENDER is not {"name","country","site","email","policyUrl"} as JSON',
        }),
      );
  });

  it('gives addresses without their last slashes', () => {
    expect(readEnvironment({ LINKS_URL: 'https://a.example//' }).linksUrl()).toBe('https://a.example');
  });
});
