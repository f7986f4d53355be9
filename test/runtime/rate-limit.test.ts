import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callerOf, createRateLimit, visitorFrom } from '../../lambda/runtime/rate-limit.ts';

it('lets through what the minute allows, and as much again as time passes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 200 }),
      (perMinute, waits) => {
        let at = 0;
        const spend = createRateLimit({ perMinute, now: () => new Date(at) });
        let passed = 0;
        for (const wait of waits) {
          at += wait;
          try {
            spend('someone');
            passed++;
          } catch {}
        }
        expect(passed).toBeLessThanOrEqual(perMinute + (at * perMinute) / 60_000 + 1e-6);
      },
    ),
  );
});

it('says how many seconds to wait, and keeps its word', () => {
  let at = 0;
  const spend = createRateLimit({ perMinute: 10, now: () => new Date(at) });
  for (let i = 0; i < 10; i++) spend('someone');
  expect(() => spend('someone')).toThrow(
    expect.objectContaining({ code: 'RATE_LIMITED', retryAfterSeconds: 6 }),
  );
  spend('someone else');
  at = 6000;
  spend('someone');
  expect(() => spend('someone')).toThrow();
});

it('does not let a clock that goes back fill it', () => {
  let at = 60_000;
  const spend = createRateLimit({ perMinute: 1, now: () => new Date(at) });
  spend('someone');
  at = 0;
  expect(() => spend('someone')).toThrow();
});

it('counts each caller apart, and people by who they are, wherever they are', () => {
  const base = { requestId: 'r', language: 'vi', origin: { address: '192.0.2.1', port: 1 } } as const;
  const callers = [
    callerOf({ kind: 'visitor', ...base }),
    callerOf({ kind: 'customer', ...base, issuer: 'a', subject: 's' }),
    callerOf({ kind: 'customer', ...base, issuer: 'b', subject: 's' }),
    callerOf({ kind: 'staff', ...base, subject: 's', roles: [], purpose: undefined, reference: undefined }),
    callerOf({ kind: 'service', ...base, clientId: 's', scopes: [] }),
  ];
  expect(new Set(callers).size).toBe(callers.length);
  expect(callers[0]).toBe(visitorFrom({ address: '192.0.2.1', port: 2 }));
});
