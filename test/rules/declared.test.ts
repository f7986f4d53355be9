import { describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { machineScopes, staffGroups } from '../../lambda/declared/sign-in.ts';
import {
  dataClasses,
  personalFields,
  rolePurposes,
  serviceScopes,
  staffRoles,
} from '../../lambda/domain/access.ts';

describe('what is declared for sign-in', () => {
  it('are the roles and scopes that the domain knows', () => {
    expect(Object.keys(staffGroups)).toEqual([...staffRoles]);
    expect(Object.keys(machineScopes)).toEqual([...serviceScopes]);
  });
});

describe('the table of classes', () => {
  it('has each personal field in a class, and purposes for each role', () => {
    for (const { dataClass } of Object.values(personalFields)) expect(dataClasses).toContain(dataClass);
    expect(new Set(Object.keys(rolePurposes))).toEqual(new Set(staffRoles));
  });
});

describe('the limits', () => {
  it('fit each other', () => {
    expect(limits.mailTimeoutSeconds).toBeLessThan(limits.mailLeaseSeconds);
    expect(limits.policyCacheSeconds).toBeLessThan(limits.policyNoticeSeconds);
    expect(limits.pageSize * 2).toBeLessThanOrEqual(100);
    expect(limits.dekCacheMinutes).toBeLessThanOrEqual(limits.kekCacheMinutes);
    for (const [name, limit] of Object.entries(limits))
      expect([name, Number.isInteger(limit) && limit > 0]).toEqual([name, true]);
  });
});
