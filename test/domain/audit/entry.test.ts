import { describe, expect, test } from 'vitest';
import { actorOf, entryOf, systemEntryOf } from '../../../lambda/domain/audit/entry.ts';
import type { Viewer } from '../../../lambda/domain/viewer.ts';

const asking = { requestId: 'R1', origin: { address: '203.0.113.7', port: 1 }, language: 'vi' as const };
const viewers = {
  visitor: { kind: 'visitor', ...asking },
  customer: { kind: 'customer', issuer: 'https://issuer', subject: 'private-subject', ...asking },
  staff: {
    kind: 'staff',
    subject: 's-1',
    roles: ['support', 'billing'],
    purpose: undefined,
    reference: undefined,
    ...asking,
  },
  service: { kind: 'service', clientId: 'billing', scopes: ['mail:send'], ...asking },
} as const satisfies Record<string, Viewer>;

describe('an audit entry', () => {
  test('names its actor by an opaque id and what the actor was then', () => {
    expect(actorOf(viewers.visitor, undefined)).toEqual({ id: 'visitor', roles: [] });
    expect(actorOf(viewers.customer, 'C1')).toEqual({ id: 'customer:C1', roles: [] });
    expect(actorOf(viewers.customer, undefined)).toEqual({ id: 'visitor', roles: [] });
    expect(actorOf(viewers.staff, 'C1')).toEqual({ id: 'staff:s-1', roles: ['support', 'billing'] });
    expect(actorOf(viewers.service, 'C1')).toEqual({ id: 'service:billing', roles: ['mail:send'] });
  });

  test('carries the request and its origin, and is of an allowed act unless told otherwise', () => {
    expect(entryOf(viewers.staff, { action: 'READ', customerId: 'C1', fields: ['email'] })).toEqual({
      action: 'READ',
      outcome: 'ALLOWED',
      actor: { id: 'staff:s-1', roles: ['support', 'billing'] },
      customerId: 'C1',
      fields: ['email'],
      requestId: 'R1',
      origin: asking.origin,
    });
  });

  test('of the product’s own acts carries the request that caused it, and has no origin', () => {
    expect(systemEntryOf('dispatch', 'R2', { action: 'MAIL_BEGUN', customerId: 'C1' })).toEqual({
      action: 'MAIL_BEGUN',
      outcome: 'ALLOWED',
      actor: { id: 'system:dispatch', roles: [] },
      customerId: 'C1',
      requestId: 'R2',
    });
  });
});
