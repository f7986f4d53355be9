import { describe, expect, it } from 'vitest';
import type { ConsentChoice, ConsentState } from '../../../lambda/domain/consent/fact.ts';
import { decideContact } from '../../../lambda/domain/contact/decide-contact.ts';
import { contactFactsOf } from '../../../lambda/domain/contact/load-contact-facts.ts';
import type { PolicyPurpose, PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import { type AddressState, addressStates } from '../../../lambda/domain/ports/contact.ts';

const now = new Date('2026-03-02T04:00:00.000Z');
const past = '2026-01-01T00:00:00.000Z';

function version(number: number, changes: Partial<PolicyPurpose> = {}): PolicyVersion {
  const words = { vi: 'x', en: 'x' };
  const purpose = { purpose: 'SERVICE_NOTICE', coveredByAgreement: true, advertising: false } as const;
  return {
    version: number,
    effectiveAt: new Date(Date.parse(past) + number * 86_400_000).toISOString(),
    publishedAt: past,
    digest: words,
    text: words,
    sensitiveNotice: words,
    purposes: [{ ...purpose, wording: words, ...changes }],
  };
}
const agreed: ConsentState = {
  version: 1,
  acceptedVersion: 1,
  acceptedAt: past,
  acceptedManner: 'EXPLICIT',
  choices: {},
  bases: {},
  needsGuardian: false,
};

function answer(
  versions: readonly PolicyVersion[],
  how: {
    consents?: Partial<ConsentState>;
    state?: 'ACTIVE' | 'CLOSED';
    products?: Readonly<Record<string, string>>;
    address?: AddressState;
    isHeld?: boolean;
  } = {},
) {
  const { consents = {}, state = 'ACTIVE', products = {}, address = 'VERIFIED', isHeld = false } = how;
  const contactState = {
    customerId: 'C',
    version: 1,
    addressState: address,
    emailIndexes: ['index'],
    verifiedAt: past,
    isHeld,
    isRestricted: false,
    advertisedAt: [],
    products,
  } as const;
  const read = { contactState, customer: { state }, consents: { ...agreed, ...consents }, versions, now };
  return decideContact(contactFactsOf(read as never), 'SERVICE_NOTICE', 'EMAIL', now);
}

describe('what was agreed to', () => {
  it('covers an operational purpose', () => {
    expect(answer([version(1)])).toMatchObject({ allowed: true, reason: 'AGREEMENT' });
    expect(answer([version(1, { coveredByAgreement: false })]).reason).toBe('NO_CONSENT');
  });

  it('never covers one that a version calls advertising, nor does a legal basis: only a choice does', () => {
    const advertising = [version(1, { advertising: true })];
    const basis = { basis: 'CONTRACT', at: past, factId: 'F' } as const;
    expect(answer(advertising)).toMatchObject({ allowed: false, reason: 'NO_CONSENT', advertising: true });
    expect(answer(advertising, { consents: { bases: { SERVICE_NOTICE: basis } } }).reason).toBe('NO_CONSENT');
    const choice = { granted: true, policyVersion: 1, at: past, factId: 'F' };
    const choices = { 'SERVICE_NOTICE:EMAIL': choice };
    expect(answer(advertising, { consents: { choices } })).toMatchObject({
      allowed: true,
      reason: 'CONSENT',
    });
    expect(answer(advertising, { consents: { choices, needsGuardian: true } }).reason).toBe(
      'GUARDIAN_NEEDED',
    );
  });

  it('never covers advertising that a child granted alone, whatever their age since; what goes on without a choice does (L91 24)', () => {
    const advertising = [version(1, { advertising: true })];
    const said = (choice: Partial<ConsentChoice>) => ({
      choices: {
        'SERVICE_NOTICE:EMAIL': { granted: true, policyVersion: 1, at: past, factId: 'F', ...choice },
      },
      childUntil: past,
    });
    expect(answer(advertising, { consents: said({}) })).toMatchObject({
      allowed: false,
      reason: 'CONSENT_STALE',
      rules: ['L91 24'],
    });
    expect(answer(advertising, { consents: said({ byGuardian: true }) }).reason).toBe('CONSENT');
    expect(answer(advertising, { consents: said({ at: '2026-01-01T00:00:00.001Z' }) }).reason).toBe(
      'CONSENT',
    );
    expect(answer([version(1)], { consents: said({}) }).reason).toBe('CONSENT');
  });

  it('covers no purpose that the policy in force does not state, whatever else it states', () => {
    const other = { purpose: 'BILLING_NOTICE' } as const;
    expect(answer([version(1, other)]).reason).toBe('PURPOSE_NOT_IN_POLICY');
    const basis = { basis: 'CONTRACT', at: past, factId: 'F' } as const;
    expect(answer([version(1, other)], { consents: { bases: { SERVICE_NOTICE: basis } } }).reason).toBe(
      'PURPOSE_NOT_IN_POLICY',
    );
    const uncovered = version(1, { ...other, coveredByAgreement: false });
    const both = { ...uncovered, purposes: [...uncovered.purposes, ...version(1).purposes] };
    expect(answer([both]).reason).toBe('AGREEMENT');
  });

  it('covers nothing that was stated otherwise since, even when the first words come back', () => {
    const other = { wording: { vi: 'y', en: 'y' } };
    expect(answer([version(1), version(2)]).reason).toBe('AGREEMENT');
    expect(answer([version(1), version(2, other)]).reason).toBe('NO_CONSENT');
    expect(answer([version(1), version(2, other), version(3)]).reason).toBe('NO_CONSENT');
    expect(answer([version(1), version(2, other)], { consents: { acceptedVersion: 2 } }).reason).toBe(
      'AGREEMENT',
    );
    // What the accepted version did not cover, a later one does not cover by itself.
    expect(answer([version(1, { coveredByAgreement: false }), version(2)]).allowed).toBe(false);
  });
});

describe('whoever is a customer', () => {
  it('may be one by a running service alone, for as long as it runs (P4.4)', () => {
    const until = (at: string) => ({ state: 'CLOSED', products: { domain: past, hosting: at } }) as const;
    expect(answer([version(1)], { state: 'CLOSED' }).reason).toBe('ASSOCIATION_ENDED');
    expect(answer([version(1)], until('2026-03-02T04:00:00.001Z')).reason).toBe('AGREEMENT');
    expect(answer([version(1)], until(now.toISOString())).reason).toBe('ASSOCIATION_ENDED');
    expect(answer([version(1)], { products: { hosting: past } }).reason).toBe('AGREEMENT');
  });
});

it('is written to for no purpose at an address that is not confirmed and sound, or is held', () => {
  for (const address of addressStates) {
    const isOpen = address === 'VERIFIED';
    const reason = isOpen ? 'AGREEMENT' : `ADDRESS_${address}`;
    expect(answer([version(1)], { address })).toMatchObject({ allowed: isOpen, reason });
    expect(answer([version(1)], { address, isHeld: true }).reason).toBe('ADDRESS_HELD');
  }
});
